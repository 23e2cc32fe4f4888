package org.copyhold.connect.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a server says of the files that it sent, compared with what came of them. It comes last, and
 * is read as it passes by. WAL is not in it.
 */
final class Manifest {
    static final String NAME = "backup_manifest";

    private static final String WAL = "pg_wal/";
    private static final String CRC32C = "CRC32C";

    private final Map<String, Came> came = new HashMap<>();
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private String key = "";
    private Said said = new Said();
    private boolean isWhole;

    /**
     * What came of a file.
     *
     * @param crc32c null when it was passed over
     */
    private record Came(long size, @Nullable String crc32c) {}

    /** What the manifest says of a file, as far as it was read. */
    private static final class Said {
        private @Nullable String name;
        private long size;
        private @Nullable String crc32c;
    }

    /** Trouble with what it says. */
    static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1;

        Mismatch(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    Manifest() {
        try {
            parser = new JsonFactory().createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new IllegalStateException("A parser without a source does not start", e);
        }
        feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    /** A file came, with this sum; null when nobody looked. */
    void came(String name, long size, @Nullable Long crc32c) {
        if (!name.equals(NAME)) {
            came.put(name, new Came(size, crc32c == null ? null : sum(crc32c)));
        }
    }

    /** PostgreSQL writes the sum's bytes as they lie in memory, the lowest first. */
    private static String sum(long crc32c) {
        return HexFormat.of().toHexDigits(Integer.reverseBytes((int) crc32c));
    }

    /** Some bytes of the manifest itself. */
    void read(byte[] bytes, int offset, int length) throws Mismatch {
        try {
            feeder.feedInput(bytes, offset, offset + length);
            for (var token = parser.nextToken();
                    token != null && token != JsonToken.NOT_AVAILABLE;
                    token = parser.nextToken()) {
                take(token);
            }
        } catch (IOException e) {
            throw new Mismatch("the manifest cannot be read: " + e.getMessage(), e);
        }
    }

    private void take(JsonToken token) throws IOException, Mismatch {
        switch (token) {
            case FIELD_NAME -> key = parser.currentName();
            case START_OBJECT -> said = new Said();
            case END_OBJECT -> compare();
            case VALUE_STRING -> take(parser.getText());
            case VALUE_NUMBER_INT -> {
                if (key.equals("Size")) {
                    said.size = parser.getLongValue();
                }
            }
            default -> {}
        }
    }

    private void take(String value) {
        switch (key) {
            case "Path" ->
                    said.name =
                            new String(
                                    value.getBytes(StandardCharsets.UTF_8),
                                    StandardCharsets.ISO_8859_1);
            case "Encoded-Path" ->
                    said.name =
                            new String(HexFormat.of().parseHex(value), StandardCharsets.ISO_8859_1);
            case "Checksum" -> said.crc32c = value;
            case "Checksum-Algorithm" -> {
                if (!value.equals(CRC32C)) {
                    said.crc32c = null;
                }
            }
            case "Manifest-Checksum" -> isWhole = true;
            default -> {}
        }
    }

    private void compare() throws Mismatch {
        var name = said.name;
        if (name == null) {
            return;
        }
        var its = came.remove(name);
        if (its == null) {
            throw new Mismatch(
                    "the server's manifest names " + name + ", which did not come", null);
        }
        if (its.size() != said.size
                || (its.crc32c() != null && !its.crc32c().equals(said.crc32c))) {
            throw new Mismatch(name + " did not come as the server's manifest says", null);
        }
        said = new Said();
    }

    /** Looks, behind all files, whether all of them were named. */
    void check() throws Mismatch {
        if (!isWhole) {
            throw new Mismatch("the server's manifest did not come whole", null);
        }
        for (var name : came.keySet()) {
            if (!name.startsWith(WAL)) {
                throw new Mismatch("the server's manifest does not name " + name, null);
            }
        }
    }
}
