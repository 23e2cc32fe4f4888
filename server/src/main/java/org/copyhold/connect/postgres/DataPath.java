package org.copyhold.connect.postgres;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * How an item of a base backup is called: by its place in the archive, so that items come in path
 * order as the server sends them, and by its name below the data folder (docs/FORMAT.md, §8).
 *
 * @param name bytes as ISO 8859-1
 */
record DataPath(int place, String name) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{8})/(.+)", Pattern.DOTALL);

    /**
     * @throws IllegalArgumentException when a name leads out of the folder
     */
    DataPath {
        for (var part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf(0) >= 0) {
                throw new IllegalArgumentException("an item of the name " + name);
            }
        }
    }

    byte[] encode() {
        return (HexFormat.of().toHexDigits(place) + "/" + name)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static DataPath decode(byte[] path) {
        var text = new String(path, StandardCharsets.ISO_8859_1);
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("an item of the name " + text);
        }
        return new DataPath(HexFormat.fromHexDigits(form.group(1)), form.group(2));
    }
}
