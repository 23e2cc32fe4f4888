package org.copyhold.store.blob.s3;

import software.amazon.awssdk.core.sync.RequestBody;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * Content that can be sent as often as need be.
 *
 * @param stream gives it from the beginning each time
 */
record Body(long length, int crc32c, Supplier<InputStream> stream) {
    static Body of(byte[] content) {
        var crc = new CRC32C();
        crc.update(content);
        return new Body(
                content.length, (int) crc.getValue(), () -> new ByteArrayInputStream(content));
    }

    RequestBody request() {
        return RequestBody.fromContentProvider(stream::get, length, "application/octet-stream");
    }

    /** As S3's headers have it. */
    String crcText() {
        return crcText(crc32c);
    }

    static String crcText(int crc32c) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt(crc32c).array());
    }

    byte[] md5() {
        try (var in = stream.get()) {
            var md5 = MessageDigest.getInstance("MD5");
            var piece = new byte[1 << 16];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                md5.update(piece, 0, read);
            }
            return md5.digest();
        } catch (IOException e) {
            throw new UncheckedIOException("What waits to be sent cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }
}
