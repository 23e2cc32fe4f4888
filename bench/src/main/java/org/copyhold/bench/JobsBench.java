package org.copyhold.bench;

import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The calls about copy jobs with 100,000 copy jobs and recovery points in the database. */
final class JobsBench {
    private static final int ROWS = 100_000;
    private static final int PAGES = 100;
    private static final int STARTS = 3_000;
    private static final int CALLERS = 16;
    private static final String NUMBER = "printf('%08x-0000-4000-8000-000000000000', i)";

    private final Table table;

    JobsBench(Table table) {
        this.table = table;
    }

    void run(Path launcher, Path folder, Path share) throws IOException {
        var place = folder.resolve("jobs");
        EngineBench.Flow flow;
        try (var subject = Subject.copyhold(launcher, place, share, share.resolveSibling("none"));
                var east = subject.client(Region.US_EAST_1);
                var west = subject.client(Region.EU_WEST_1)) {
            flow = new EngineBench.Flow(east, west, EngineBench.RESOURCE);
            flow.backUp();
            flow.copy();
        }
        fill(place.resolve("data").resolve("copyhold.db"));
        try (var subject = Subject.copyhold(launcher, place, share, share.resolveSibling("none"));
                var east = subject.client(Region.US_EAST_1)) {
            var end = subject.endpoint();
            var describe = Signed.request("GET", end, "/copy-jobs/" + flow.copyJob(), "");
            Load.run(end, 1, Collections.nCopies(1_000, describe));
            p99("DescribeCopyJob", Load.run(end, 1, Collections.nCopies(1_000, describe)), 10);
            var job = east.describeCopyJob(b -> b.copyJobId(flow.copyJob())).copyJob();
            lists(end, east, job);
            starts(end, flow);
        }
    }

    private void starts(URI end, EngineBench.Flow flow) {
        Load.run(end, CALLERS, orders(end, flow, 0));
        var load = Load.run(end, CALLERS, orders(end, flow, STARTS));
        table.row(
                "StartCopyJob, callers: " + CALLERS,
                "%,.0f/s".formatted(load.perSecond()),
                "-",
                "-",
                "≥ 300/s");
    }

    private static List<byte[]> orders(URI end, EngineBench.Flow flow, int first) {
        return IntStream.range(first, first + STARTS)
                .mapToObj(i -> Signed.request("PUT", end, "/copy-jobs", flow.order(i)))
                .toList();
    }

    /** Every filter alone: those that let nearly all jobs through, and narrower ones. */
    private void lists(URI end, BackupClient client, CopyJob job) {
        var newest = job.creationDate();
        list(end, client, "state", "COMPLETED", b -> b.byState("COMPLETED"));
        list(end, client, "state", "FAILED", b -> b.byState("FAILED"));
        list(end, client, "accountId", job.accountId(), b -> b.byAccountId(job.accountId()));
        list(
                end,
                client,
                "resourceArn",
                job.resourceArn(),
                b -> b.byResourceArn(job.resourceArn()));
        list(end, client, "resourceType", "EFS", b -> b.byResourceType("EFS"));
        var to = job.destinationBackupVaultArn();
        list(end, client, "destinationVaultArn", to, b -> b.byDestinationVaultArn(to));
        list(end, client, "messageCategory", "SUCCESS", b -> b.byMessageCategory("SUCCESS"));
        var source = job.sourceRecoveryPointArn();
        list(
                end,
                client,
                "sourceRecoveryPointArn",
                source,
                b -> b.bySourceRecoveryPointArn(source));
        list(end, client, "parentJobId", job.copyJobId(), b -> b.byParentJobId(job.copyJobId()));
        var late = newest.minusSeconds(2_500);
        list(end, client, "createdAfter", late.toString(), b -> b.byCreatedAfter(late));
        list(end, client, "completeAfter", late.toString(), b -> b.byCompleteAfter(late));
        var early = newest.minusSeconds(97_500);
        list(end, client, "createdBefore", early.toString(), b -> b.byCreatedBefore(early));
        list(end, client, "completeBefore", early.toString(), b -> b.byCompleteBefore(early));
    }

    /** First and last full page, each by a server that has shown such pages before. */
    private void list(
            URI end,
            BackupClient client,
            String member,
            String value,
            UnaryOperator<ListCopyJobsRequest.Builder> filter) {
        var path = "/copy-jobs/?" + member + "=" + encoded(value);
        var what = "ListCopyJobs " + member + (value.length() < 10 ? "=" + value : "");
        p99(what + ", first page", pages(end, path), 100);
        var full = lastFullPage(client, filter);
        if (full != null) {
            p99(
                    what + ", last page",
                    pages(end, path + "&nextToken=" + encoded(full) + "&maxResults=1000"),
                    100);
        }
    }

    /** The token of the last page that has a thousand jobs; null when that is the first. */
    private static @Nullable String lastFullPage(
            BackupClient client, UnaryOperator<ListCopyJobsRequest.Builder> filter) {
        String token = null;
        while (true) {
            var at = token;
            var page = client.listCopyJobs(b -> filter.apply(b).nextToken(at).maxResults(1_000));
            var next = page.nextToken();
            if (next == null) {
                return token;
            }
            var after = client.listCopyJobs(b -> filter.apply(b).nextToken(next).maxResults(1_000));
            if (after.copyJobs().size() < 1_000) {
                return token;
            }
            token = next;
        }
    }

    private static Load pages(URI end, String path) {
        var get = Signed.request("GET", end, path, "");
        Load.run(end, 1, Collections.nCopies(PAGES, get));
        return Load.run(end, 1, Collections.nCopies(PAGES, get));
    }

    private void p99(String what, Load load, int wantedMillis) {
        table.row(
                what + ", p99",
                "%.1f ms".formatted(load.p99().toNanos() / 1e6),
                "-",
                "-",
                "≤ " + wantedMillis + " ms");
    }

    /** Multiplies the one copy job and its source: each copy a second older, one of ten FAILED. */
    private static void fill(Path database) throws IOException {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + database);
        try (var connection = source.getConnection()) {
            multiply(
                    connection,
                    "copy_job",
                    Map.of(
                            "id", "upper(" + NUMBER + ")",
                            "created_at", "created_at - 1000 * i",
                            "ended_at", "ended_at - 1000 * i",
                            "state", "case i % 10 when 0 then 'FAILED' else state end",
                            "status_message", "case i % 10 when 0 then 'no' end",
                            "message_category",
                                    "case i % 10 when 0 then 'MISCELLANEOUS' else message_category"
                                            + " end"));
            multiply(
                    connection,
                    "recovery_point",
                    Map.of(
                            "id",
                            NUMBER,
                            "arn",
                            "replace(arn, id, " + NUMBER + ")",
                            "created_at",
                            "created_at - 1000 * i"));
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static void multiply(Connection connection, String name, Map<String, String> changed)
            throws SQLException {
        List<String> columns = new ArrayList<>();
        try (var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("pragma table_info(" + name + ")")) {
                while (rows.next()) {
                    columns.add(rows.getString("name"));
                }
            }
            var values = columns.stream().map(c -> changed.getOrDefault(c, c)).toList();
            statement.execute(
                    "with recursive n(i) as (select 1 union all select i + 1 from n where i < "
                            + ROWS
                            + ") insert into "
                            + name
                            + " ("
                            + String.join(", ", columns)
                            + ") select "
                            + String.join(", ", values)
                            + " from (select * from "
                            + name
                            + " limit 1), n");
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
