package org.copyhold.connect.files;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Report;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.RawPath;

import java.util.LinkedHashMap;
import java.util.Map;

/** Tells a report of items, and stops the job over what concerns them all. */
final class Problems {
    private final Report report;
    private final String place;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();

    /**
     * @param place what is read or made, such as "Folder /srv/share", to begin a message with
     */
    Problems(Report report, String place) {
        this.report = report;
        this.place = place;
    }

    void tell(byte[] path, String what) {
        report.problem(RawPath.printable(path), what);
    }

    /**
     * Tells of an item that the kernel would not give.
     *
     * @throws ConnectorException when it will give no other either
     */
    void tell(byte[] path, String what, LinuxException why) {
        if (why.concernsAll()) {
            throw new ConnectorException(
                    "%s: %s %s: %s. %s"
                            .formatted(
                                    place,
                                    RawPath.printable(path),
                                    what,
                                    why.getMessage(),
                                    why.remedy()),
                    false,
                    why);
        }
        tell(path, what + ": " + why.getMessage());
    }

    /** Counts one of many problems of the same sort, to be told as one. */
    void count(byte[] path, String what, LinuxException why) {
        if (why.concernsAll()) {
            tell(path, what, why);
        }
        tallies.computeIfAbsent(what + ": " + why.getMessage(), _ -> new Tally(path)).count++;
    }

    /** Tells what was counted. */
    void tellCounted() {
        tallies.forEach(
                (what, tally) -> {
                    var others =
                            tally.count == 1
                                    ? ""
                                    : "; the same with " + (tally.count - 1) + " more";
                    tell(tally.first, what + others);
                });
        tallies.clear();
    }

    private static final class Tally {
        private final byte[] first;
        private long count;

        Tally(byte[] first) {
            this.first = first;
        }
    }
}
