package org.copyhold.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Recording;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A real server while it works, and while things happen to it. Its data are more than all buffers
 * between it and a backup hold, so that one whose items are not read yet is one under way.
 */
class RunningServerTest {
    private static final int WRITERS = 3;

    @TempDir static Path clusters;

    private static Cluster cluster;

    @TempDir Path folder;

    @BeforeAll
    static void make() {
        cluster = Cluster.make(clusters.resolve("shop"));
        cluster.execute(
                "create table stock as select n as id, repeat(md5(n::text), 60) as text"
                        + " from generate_series(1, 20000) n",
                "create index on stock (id)",
                "create table ledger (writer int, seq int, amount int)",
                "create index on ledger (writer, seq)");
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @BeforeEach
    void start() {
        if (!cluster.isRunning()) {
            cluster.start();
        }
    }

    private static Reading read(DatabaseServer server) {
        return new PostgresConnector(Map.of("main", server))
                .read(
                        Cluster.resource(),
                        (_, what) -> {
                            throw new AssertionError(what);
                        });
    }

    private Path restored(Recording recording) {
        var order =
                Cluster.order(
                        "job", Map.of("DBInstanceIdentifier", "again"), folder.resolve("restored"));
        var restoring = new PostgresConnector(Map.of()).restore(order, (_, _) -> {});
        recording.restore(restoring);
        return restoring.created().path();
    }

    /** Two rows of opposite amounts in each transaction. */
    private static final class Writer {
        private final AtomicBoolean goesOn = new AtomicBoolean(true);
        private final AtomicLong committed = new AtomicLong();
        private final Thread thread;

        Writer(int number) {
            thread = Thread.ofPlatform().start(() -> write(number));
        }

        private void write(int number) {
            try (var connection = cluster.connect("template1");
                    var insert =
                            connection.prepareStatement("insert into ledger values (?, ?, ?)")) {
                connection.setAutoCommit(false);
                while (goesOn.get()) {
                    var next = (int) committed.get() + 1;
                    for (var amount : new int[] {next, -next}) {
                        insert.setInt(1, number);
                        insert.setInt(2, next);
                        insert.setInt(3, amount);
                        insert.executeUpdate();
                    }
                    connection.commit();
                    committed.set(next);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void end() throws InterruptedException {
            goesOn.set(false);
            thread.join();
        }
    }

    @Test
    void aServerUnderLoadComesBackSoundAndWithWhatWasCommitted() throws Exception {
        var writers = new ArrayList<Writer>();
        for (var i = 0; i < WRITERS; i++) {
            writers.add(new Writer(i));
        }
        Recording recording;
        List<Long> before;
        List<Long> after;
        try {
            before = writers.stream().map(it -> it.committed.get()).toList();
            recording = Recording.of(read(cluster.server()));
            after = writers.stream().map(it -> it.committed.get()).toList();
        } finally {
            for (var writer : writers) {
                writer.end();
            }
        }

        var data = restored(recording);

        Cluster.run("pg_verifybackup", data.toString());
        try (var again = new Cluster(data)) {
            again.start();
            assertThat(again.number("select count(*) from stock")).isEqualTo(20_000);
            assertThat(again.number("select coalesce(sum(amount), 0) from ledger")).isZero();
            for (var i = 0; i < WRITERS; i++) {
                var of = " from ledger where writer = " + i;
                var last = again.number("select coalesce(max(seq), 0)" + of);
                // Of a commit under way when the backup ended, the writer had not heard yet.
                assertThat(last).isBetween(before.get(i), after.get(i) + 1);
                assertThat(again.number("select count(*)" + of)).isEqualTo(2 * last);
                assertThat(again.number("select count(distinct seq)" + of)).isEqualTo(last);
            }
            Cluster.run(
                    "pg_amcheck",
                    "--host=127.0.0.1",
                    "--port=" + again.port(),
                    "--username=postgres",
                    "--install-missing",
                    "--heapallindexed",
                    "template1");
        }
    }

    @Test
    void aDataFolderIsMadeAsPostgresWantsIt() throws Exception {
        var entries = new ArrayList<>(Recording.of(read(cluster.server())).entries());
        entries.removeIf(it -> DataPath.decode(it.path()).name().equals("pg_hba.conf"));
        entries.add(
                new Recording.Entry(
                        new DataPath(entries.size() + 10, "standby.signal").encode(),
                        entries.getLast().metadata(),
                        0,
                        List.of()));

        var data = restored(new Recording(entries));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        try (var files = Files.walk(data)) {
            for (var file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .endsWith("------");
            }
        }
        assertThat(data.resolve("postmaster.pid")).doesNotExist();
        assertThat(data.resolve("postgresql.conf")).content().contains("max_connections");
        // What it cannot start without is made, what makes it follow another server is left out.
        assertThat(data.resolve("pg_hba.conf")).content().contains("local all all peer");
        assertThat(data.resolve("standby.signal")).doesNotExist();
    }

    private static void goOn(Reading reading) {
        try (reading) {
            Recording.of(reading);
        }
    }

    @Test
    void aServerKilledInMidBackupIsNamedWithWhatToDo() {
        var reading = read(cluster.server());
        assertThat(reading.next()).isNotNull();

        cluster.kill();

        assertThatThrownBy(() -> goOn(reading))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.retryable()).isFalse())
                .hasMessageContaining(cluster.shown() + " could not be backed up: pg_basebackup")
                .hasMessageEndingWith("Start the job again when it runs.");
    }

    @Test
    void aServerThatIsStoppedInMidBackupIsNamedAsWell() {
        var reading = read(cluster.server());
        assertThat(reading.next()).isNotNull();

        cluster.stop();

        assertThatThrownBy(() -> goOn(reading))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(cluster.shown() + " could not be backed up: pg_basebackup")
                .hasMessageContaining("tart the job again");
    }

    @Test
    void walThatGoesMeanwhileIsKeptForTheBackupOrSaid() {
        var kept = read(cluster.server());
        assertThat(kept.next()).isNotNull();
        writeMuch();
        goOn(kept);

        cluster.stop();
        cluster.start("max_replication_slots=0");
        var reading = read(cluster.server());
        assertThat(reading.next()).isNotNull();
        writeMuch();

        assertThatThrownBy(() -> goOn(reading))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(cluster.shown())
                .hasMessageContaining("wal_keep_size, then start the job again.");
        cluster.stop();
    }

    private static void writeMuch() {
        for (var i = 0; i < 4; i++) {
            cluster.execute(
                    "create table much as select repeat(md5(n::text), 60) from generate_series(1,"
                            + " 2000) n",
                    "drop table much",
                    "select pg_switch_wal()",
                    "checkpoint");
        }
    }

    @Test
    void whoMayNotComeInIsToldWhy() {
        assertThatThrownBy(() -> read(cluster.server("backup", "wrong")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(cluster.shown() + " cannot be read: ")
                .hasMessageContaining("Correct user and password")
                .message()
                .doesNotContain("wrong");
        assertThatThrownBy(() -> read(cluster.server("plain", Cluster.PASSWORD)))
                .hasMessageContaining("ALTER ROLE plain REPLICATION, then start the job again.");
        assertThatThrownBy(() -> read(cluster.server("stranger", Cluster.PASSWORD)))
                .hasMessageContaining("CREATE ROLE stranger REPLICATION LOGIN")
                .hasMessageContaining("pg_hba.conf, then start the job again.");
    }

    @Test
    void aServerWithoutRoomForABackupIsTriedAgain() {
        cluster.stop();
        cluster.start("max_wal_senders=1");

        assertThatThrownBy(() -> goOn(read(cluster.server())))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining(cluster.shown())
                .hasMessageContaining("max_wal_senders; raise it or wait");
        cluster.stop();
    }

    @Test
    void otherTablespacesAreRefusedBeforeAnythingIsRead() throws IOException {
        var place = Files.createDirectory(clusters.resolve("elsewhere"));
        cluster.execute("create tablespace elsewhere location '" + place + "'");

        assertThatThrownBy(() -> read(cluster.server()).next())
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(cluster.shown())
                .hasMessageContaining("tablespaces of its own, which cannot be backed up here");

        cluster.execute("drop tablespace elsewhere");
    }

    @Test
    void aProgramThatDoesNotFitTheServerIsNamedWithIt() throws IOException {
        var program = folder.resolve("pg_basebackup");
        Files.writeString(program, "#!/bin/sh\necho 'pg_basebackup (PostgreSQL) 12.22'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() -> read(with(folder)))
                .hasMessageContaining(cluster.shown() + " cannot be backed up: it runs PostgreSQL ")
                .hasMessageContaining("only this is here: [" + program + " (PostgreSQL 12)]")
                .hasMessageContaining("Install PostgreSQL's client programs of version ");
        assertThatThrownBy(() -> read(with(folder.resolve("nowhere"))))
                .hasMessageContaining("there is no pg_basebackup here");
    }

    private static DatabaseServer with(Path programs) {
        var it = cluster.server();
        return new DatabaseServer(
                it.host(), it.port(), it.user(), it.password(), it.tls(), 0, programs);
    }

    @Test
    void anArchiveThatIsCutShortIsNoBackup() throws IOException {
        // Half of what the real program writes, and a good end all the same.
        var real = Programs.find(null).getFirst().path();
        var program = folder.resolve("pg_basebackup");
        Files.writeString(
                program,
                """
                #!/bin/sh
                case "$1" in
                --version) exec %s --version ;;
                *) %s "$@" 2>/dev/null | head -c 8000000 ;;
                esac
                """
                        .formatted(real, real));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() -> goOn(read(with(folder))))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("is no whole archive")
                .hasMessageEndingWith("Start the job again.");
    }
}
