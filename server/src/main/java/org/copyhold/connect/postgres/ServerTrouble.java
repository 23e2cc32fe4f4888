package org.copyhold.connect.postgres;

import org.copyhold.connect.ConnectorException;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.Locale;

/** The words for what goes wrong with a database server. */
final class ServerTrouble {
    private static final String AGAIN = ", then start the job again.";
    private static final String ROOM =
            "A backup takes two of max_wal_senders; raise it or wait until others have ended"
                    + AGAIN;
    private static final String REACH =
            "See whether the server runs and can be reached, or remove the resource with"
                    + " `copyhold resource remove`"
                    + AGAIN;

    private final String shown;

    /**
     * @param shown the server, as messages name it
     */
    ServerTrouble(String shown) {
        this.shown = shown;
    }

    /** What it is about, and what to do. */
    ConnectorException of(String what, String remedy, @Nullable Exception why) {
        return new ConnectorException("%s %s. %s".formatted(shown, what, remedy), false, why);
    }

    /** The thread that read was told to end. */
    ConnectorException stopped(Exception why) {
        Thread.currentThread().interrupt();
        return new ConnectorException("The reading of " + shown + " was stopped.", true, why);
    }

    /** A connection that was not made, or a command that was refused. */
    ConnectorException refused(String user, SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        var remedy =
                switch (state) {
                    case "28P01" ->
                            "Correct user and password of the server under databases in the"
                                    + " configuration"
                                    + AGAIN;
                    case "28000" ->
                            ("Make the role with CREATE ROLE %s REPLICATION LOGIN, and let it in by"
                                 + " a line for the database \"replication\" in pg_hba.conf")
                                            .formatted(user)
                                    + AGAIN;
                    case "42501" ->
                            "Let the role replicate with ALTER ROLE %s REPLICATION".formatted(user)
                                    + AGAIN;
                    case "53300" -> ROOM;
                    case "57P03" -> "Wait until the server has started" + AGAIN;
                    default -> REACH;
                };
        var passing = state.startsWith("08") || state.equals("53300") || state.equals("57P03");
        return new ConnectorException(
                "%s cannot be read: %s. %s".formatted(shown, sentence(e.getMessage()), remedy),
                passing,
                e);
    }

    /**
     * A program that ended before its time.
     *
     * @param said what it wrote to its standard error
     */
    ConnectorException ended(String said, int status, @Nullable Exception why) {
        var text = said.toLowerCase(Locale.ROOT);
        var remedy = remedy(text);
        return new ConnectorException(
                "%s could not be backed up: pg_basebackup ended with status %d: %s. %s"
                        .formatted(shown, status, sentence(said), remedy),
                remedy.equals(ROOM),
                why);
    }

    private static String remedy(String said) {
        if (said.contains("single tablespace")) {
            return "It has tablespaces of its own, which cannot be backed up here: move what is in"
                    + " them (ALTER TABLE … SET TABLESPACE pg_default) and drop them"
                    + AGAIN;
        }
        if (said.contains("already been removed")
                || said.contains("could not find any wal")
                || said.contains("could not find wal")) {
            return "The server gave up WAL that the backup needs: leave it a free replication slot"
                    + " (max_replication_slots), or raise wal_keep_size"
                    + AGAIN;
        }
        if (said.contains("wal level not sufficient")) {
            return "Set wal_level = replica and restart the server" + AGAIN;
        }
        if (said.contains("checksum")) {
            return "A page of it is damaged: look at it with pg_amcheck, mend or drop that table"
                    + AGAIN;
        }
        if (said.contains("max_wal_senders") || said.contains("too many")) {
            return ROOM;
        }
        if (said.contains("connection")
                || said.contains("receive data")
                || said.contains("read copy data")
                || said.contains("shutting down")) {
            return "It was stopped, or the connection to it broke, while it was read. Start the"
                    + " job again when it runs.";
        }
        return "Look at the server's log" + AGAIN;
    }

    /** Some words as part of a sentence: on one line, without what is said twice. */
    private static String sentence(@Nullable String said) {
        var text = said == null ? "" : said;
        text =
                text.replace("pg_basebackup: error: ", "")
                        .replace("pg_basebackup: ", "")
                        .strip()
                        .replaceAll("\\s*\\R\\s*", "; ")
                        .replaceAll("[.;]+$", "");
        return text.isEmpty() ? "it said nothing" : text;
    }
}
