package org.copyhold.store.blob.s3;

import org.copyhold.store.StoreException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of whoever vouches for endpoints of one's own. */
public final class Certificates {
    private Certificates() {}

    /**
     * Trusts those who are named, and nobody else.
     *
     * @param ca a PEM file
     * @throws StoreException when it cannot be used
     */
    public static TrustManager[] trusted(Path ca) {
        try (var in = Files.newInputStream(ca)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var count = 0;
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + count++, certificate);
            }
            if (count == 0) {
                throw new GeneralSecurityException("it holds no certificate");
            }
            var factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new StoreException.Unavailable(
                    "The certificates in " + ca + " cannot be used: " + e.getMessage() + ".",
                    "Name a PEM file with the certificate of whoever signed the endpoint's.",
                    false,
                    e);
        }
    }
}
