package org.copyhold.api.wire;

import com.fasterxml.jackson.core.JsonGenerator;

import org.copyhold.kit.ErrorCode;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Times on the wire: numbers of seconds with milliseconds in bodies, ISO-8601 in queries; years 1
 * to 9999.
 */
final class Timestamps {
    private static final long MIN_SECONDS = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long MAX_SECONDS = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private Timestamps() {}

    /** Reads seconds since 1970, to the millisecond. */
    static Instant fromSeconds(BigDecimal seconds) {
        if (seconds.compareTo(BigDecimal.valueOf(MIN_SECONDS)) < 0
                || seconds.compareTo(BigDecimal.valueOf(MAX_SECONDS)) > 0) {
            throw ErrorCode.SERIALIZATION.with(
                    "The timestamp " + seconds + " is no number of seconds since 1970.");
        }
        return Instant.ofEpochMilli(
                seconds.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact());
    }

    /**
     * Reads ISO-8601 with 0 to 9 fraction digits.
     *
     * @throws DateTimeException when {@code text} is none
     */
    static Instant fromIso(String text) {
        var instant = OffsetDateTime.parse(text).toInstant();
        if (instant.getEpochSecond() < MIN_SECONDS || instant.getEpochSecond() > MAX_SECONDS) {
            throw new DateTimeException("out of range: " + text);
        }
        return instant;
    }

    /** Writes seconds since 1970, with milliseconds where there are any. */
    static void write(Instant time, JsonGenerator out) throws IOException {
        long millis = time.toEpochMilli();
        if (millis % 1000 == 0) {
            out.writeNumber(millis / 1000);
        } else {
            out.writeNumber(BigDecimal.valueOf(millis, 3));
        }
    }
}
