package org.copyhold.api.sigv4;

import static org.copyhold.kit.ErrorCode.INCOMPLETE_SIGNATURE;
import static org.copyhold.kit.ErrorCode.INVALID_SIGNATURE;
import static org.copyhold.kit.ErrorCode.UNRECOGNIZED_CLIENT;

import org.copyhold.kit.Caller;
import org.copyhold.kit.Credential;
import org.copyhold.kit.Percent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Verifies signatures against the known access keys. Thread-safe. */
public final class Verifier {
    /** How far a client's clock may be from ours. */
    public static final Duration MAX_SKEW = Duration.ofMinutes(5);

    /** What the names of headers begin with that mean something to this server alone. */
    private static final String OURS = "x-copyhold-";

    private static final HexFormat HEX = HexFormat.of();

    private final Function<String, Optional<Credential>> keys;
    private final Set<String> regions;
    private final InstantSource machine;
    private final SigningKeys signingKeys = new SigningKeys();

    /**
     * @param keys the credential of an access key id, if there is one
     * @param regions the Regions this server serves
     * @param machine the machine's own time, which signatures live by
     */
    public Verifier(
            Function<String, Optional<Credential>> keys,
            Set<String> regions,
            InstantSource machine) {
        this.keys = keys;
        this.regions = Set.copyOf(regions);
        this.machine = machine;
    }

    /**
     * Who signed {@code request} for {@code service}.
     *
     * @throws org.copyhold.kit.BackupException with status 403 when nobody known did, or not these
     *     bytes, or not now
     */
    public Caller verify(SignedRequest request, String service) {
        var query = Parameter.parse(request.rawQuery());
        var signature = SignatureReader.read(request, query);
        var scope = signature.scope();
        var credential =
                keys.apply(scope.accessKeyId())
                        .orElseThrow(
                                () ->
                                        UNRECOGNIZED_CLIENT.with(
                                                "The security token included in the request is"
                                                        + " invalid."));
        if (!signature.signedHeaders().contains("host")) {
            throw INCOMPLETE_SIGNATURE.with(
                    "'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        checkOurs(request, signature);
        checkTime(signature);
        var canonical = canonical(request, query, signature);
        var toSign =
                SignatureReader.ALGORITHM
                        + "\n"
                        + SignatureReader.BASIC.format(signature.at())
                        + "\n"
                        + scope
                        + "\n"
                        + sha256(canonical.getBytes(StandardCharsets.UTF_8));
        var expected =
                HEX.formatHex(
                        SigningKeys.hmac(signingKeys.derive(scope, credential.secret()), toSign));
        if (!MessageDigest.isEqual(ascii(expected), ascii(signature.hex()))) {
            throw INVALID_SIGNATURE.with(
                    "The request signature we calculated does not match the signature you provided."
                            + " Check your AWS Secret Access Key and signing method.");
        }
        checkScope(scope, service);
        return new Caller(
                credential.account(), scope.region(), scope.accessKeyId(), credential.user());
    }

    /** A header that means something here must be the key owner's, not somebody's on the way. */
    private static void checkOurs(SignedRequest request, Signature signature) {
        for (var name : request.headers().keySet()) {
            if (name.startsWith(OURS) && !signature.signedHeaders().contains(name)) {
                throw INCOMPLETE_SIGNATURE.with(
                        "'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }
    }

    private void checkTime(Signature signature) {
        var now = machine.instant();
        var at = signature.at();
        if (!signature.scope().date().equals(SignatureReader.BASIC.format(at).substring(0, 8))) {
            throw INVALID_SIGNATURE.with(
                    "Date in Credential scope does not match the date of the request.");
        }
        if (at.isAfter(now.plus(MAX_SKEW))) {
            throw INVALID_SIGNATURE.with(
                    "Signature not yet current: "
                            + format(at)
                            + " is still later than "
                            + format(now.plus(MAX_SKEW))
                            + " ("
                            + format(now)
                            + " + 5 min.)");
        }
        var good = signature.form() == Signature.Form.HEADER ? MAX_SKEW : signature.lifetime();
        if (at.isBefore(now.minus(good))) {
            throw INVALID_SIGNATURE.with(
                    "Signature expired: "
                            + format(at)
                            + " is now earlier than "
                            + format(now.minus(good))
                            + " ("
                            + format(now)
                            + " - "
                            + good.toSeconds()
                            + " s.)");
        }
    }

    /** STS is one service for all Regions; the others must be asked in a Region this server has. */
    private void checkScope(Scope scope, String service) {
        if (!scope.service().equals(service)) {
            throw INVALID_SIGNATURE.with(
                    "Credential should be scoped to correct service: '" + service + "'.");
        }
        if (!service.equals("sts") && !regions.contains(scope.region())) {
            throw INVALID_SIGNATURE.with(
                    "Credential should be scoped to a valid region: this server has no '"
                            + scope.region()
                            + "', but "
                            + String.join(", ", new TreeSet<>(regions))
                            + ".");
        }
    }

    private static String canonical(
            SignedRequest request, List<Parameter> query, Signature signature) {
        var out = new StringBuilder(512);
        out.append(request.method()).append('\n');
        // The path arrives encoded and is signed encoded once more.
        out.append(request.rawPath().isEmpty() ? "/" : Percent.encodePath(request.rawPath()))
                .append('\n');
        out.append(Parameter.canonical(query)).append('\n');
        for (var name : signature.signedHeaders()) {
            out.append(name).append(':').append(header(request, name)).append('\n');
        }
        out.append('\n').append(String.join(";", signature.signedHeaders())).append('\n');
        return out.append(bodyHash(request)).toString();
    }

    private static String header(SignedRequest request, String name) {
        var values = request.headers().get(name);
        if (values == null) {
            throw INVALID_SIGNATURE.with(
                    "The signed header '" + name + "' is missing from the request.");
        }
        var out = new StringBuilder();
        for (var value : values) {
            out.append(out.isEmpty() ? "" : ",").append(oneSpace(value.strip()));
        }
        return out.toString();
    }

    private static String oneSpace(String value) {
        return value.contains("  ") ? value.replaceAll(" +", " ") : value;
    }

    /** The body is always hashed here; what the client says of it must agree. */
    private static String bodyHash(SignedRequest request) {
        var actual = sha256(request.body());
        var said = SignatureReader.only(request.headers(), "x-amz-content-sha256");
        if (said.isPresent() && !said.get().equals(actual)) {
            throw INVALID_SIGNATURE.with(
                    "The header 'x-amz-content-sha256' must be the SHA-256 of the body; unsigned"
                            + " and streamed bodies are not accepted.");
        }
        return actual;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static byte[] ascii(String hex) {
        return hex.getBytes(StandardCharsets.UTF_8);
    }

    private static String format(Instant time) {
        return SignatureReader.BASIC.format(time);
    }
}
