package org.copyhold.api.sigv4;

import static org.copyhold.kit.ErrorCode.INCOMPLETE_SIGNATURE;

/** A credential scope: {@code KEYID/20261122/us-east-1/backup/aws4_request}. */
record Scope(String accessKeyId, String date, String region, String service) {
    private static final String END = "aws4_request";

    static Scope parse(String credential) {
        // A key id may itself hold slashes, so the scope is counted from the end.
        var parts = credential.split("/", -1);
        int n = parts.length;
        if (n < 5 || !parts[n - 1].equals(END)) {
            throw INCOMPLETE_SIGNATURE.with(
                    "Credential must have the form <access key"
                            + " id>/<yyyymmdd>/<region>/<service>/aws4_request, but is '"
                            + credential
                            + "'.");
        }
        int scopeLength =
                parts[n - 4].length()
                        + parts[n - 3].length()
                        + parts[n - 2].length()
                        + END.length()
                        + 4;
        var keyId = credential.substring(0, credential.length() - scopeLength);
        return new Scope(keyId, parts[n - 4], parts[n - 3], parts[n - 2]);
    }

    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/" + END;
    }
}
