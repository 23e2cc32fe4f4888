package org.copyhold.api.sigv4;

import org.copyhold.kit.ErrorCode;
import org.copyhold.kit.Percent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A query parameter, decoded. */
record Parameter(String name, String value) {
    static List<Parameter> parse(String rawQuery) {
        var parameters = new ArrayList<Parameter>();
        for (var pair : rawQuery.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                parameters.add(
                        equals < 0
                                ? new Parameter(decode(pair), "")
                                : new Parameter(
                                        decode(pair.substring(0, equals)),
                                        decode(pair.substring(equals + 1))));
            }
        }
        return parameters;
    }

    /**
     * The query as it is signed: encoded anew, sorted, every name with an equals sign, the
     * signature itself left out.
     */
    static String canonical(List<Parameter> query) {
        if (query.isEmpty()) {
            return "";
        }
        var encoded = new ArrayList<Parameter>(query.size());
        for (var p : query) {
            if (!p.name().equals("X-Amz-Signature")) {
                encoded.add(new Parameter(Percent.encode(p.name()), Percent.encode(p.value())));
            }
        }
        encoded.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
        var out = new StringBuilder();
        for (var p : encoded) {
            out.append(out.isEmpty() ? "" : "&").append(p.name()).append('=').append(p.value());
        }
        return out.toString();
    }

    private static String decode(String raw) {
        try {
            return Percent.decode(raw);
        } catch (IllegalArgumentException e) {
            throw ErrorCode.SERIALIZATION.with(
                    "Broken percent-encoding in the query at \"" + raw + "\".");
        }
    }
}
