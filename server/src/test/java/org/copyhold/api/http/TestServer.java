package org.copyhold.api.http;

import org.copyhold.api.Api;
import org.copyhold.api.Operation;
import org.copyhold.api.sigv4.Verifier;
import org.copyhold.kit.Caller;
import org.copyhold.kit.Credential;
import org.copyhold.kit.ErrorCode;
import org.copyhold.kit.Secret;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.backup.model.BackupRequest;
import software.amazon.awssdk.services.backup.model.CreateBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.CreateBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;
import software.amazon.awssdk.services.backup.model.ListCopyJobsResponse;
import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;
import software.amazon.awssdk.services.backup.model.StartCopyJobResponse;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A listener on a free port with a handful of small operations, which note what reached them. */
final class TestServer implements AutoCloseable {
    static final String ACCOUNT = "123456789012";
    static final Instant CREATED = Instant.ofEpochMilli(1_568_928_754_747L);

    final List<BackupRequest> received = new ArrayList<>();
    final List<Duration> advanced = new ArrayList<>();
    int resets;
    private final ApiServer server;

    TestServer() {
        this(null, false, InstantSource.system());
    }

    TestServer(@Nullable Doors doors, boolean testing, InstantSource machine) {
        this(new Listen("127.0.0.1", 0, null), doors, testing, machine);
    }

    TestServer(Listen listen, @Nullable Doors doors, boolean testing, InstantSource machine) {
        var verifier =
                new Verifier(
                        id ->
                                id.equals("testing")
                                        ? Optional.of(
                                                new Credential(ACCOUNT, new Secret("testing")))
                                        : Optional.empty(),
                        Set.of("us-east-1", "eu-west-1"),
                        machine);
        var api =
                new Api(
                        List.of(
                                new CreateBackupVault(),
                                new DescribeBackupVault(),
                                new DeleteBackupVault(),
                                new ListCopyJobs(),
                                new StartCopyJob()),
                        (_, _, _) -> {});
        server =
                ApiServer.start(
                        listen,
                        verifier,
                        api,
                        doors != null
                                ? doors
                                : new Doors(() -> true, null, testing ? new Noted() : null));
    }

    URI address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Noted implements Testing {
        @Override
        public void advanceClock(Duration by) {
            advanced.add(by);
        }

        @Override
        public void reset() {
            resets++;
        }
    }

    final class CreateBackupVault
            implements Operation<CreateBackupVaultRequest, CreateBackupVaultResponse> {
        @Override
        public CreateBackupVaultResponse handle(Caller caller, CreateBackupVaultRequest in) {
            received.add(in);
            if (in.backupVaultName().equals("taken")) {
                throw ErrorCode.ALREADY_EXISTS
                        .with("Backup vault with the same name already exists")
                        .about("arn:aws:backup:us-east-1:123456789012:backup-vault:taken", "req-1");
            }
            return CreateBackupVaultResponse.builder()
                    .backupVaultName(in.backupVaultName())
                    .backupVaultArn(caller.arn("backup-vault:" + in.backupVaultName()).toString())
                    .creationDate(CREATED)
                    .build();
        }
    }

    static final class DescribeBackupVault
            implements Operation<DescribeBackupVaultRequest, DescribeBackupVaultResponse> {
        @Override
        public DescribeBackupVaultResponse handle(Caller caller, DescribeBackupVaultRequest in) {
            if (in.backupVaultName().equals("broken")) {
                throw new IllegalStateException("a bug");
            }
            if (in.backupVaultName().equals("away")) {
                throw new IllegalStateException(
                        "no database", new java.sql.SQLTransientConnectionException("pool empty"));
            }
            if (in.backupVaultName().equals("nope")) {
                throw ErrorCode.ACCESS_DENIED.with(
                        "Insufficient privileges to perform this action.");
            }
            return DescribeBackupVaultResponse.builder()
                    .backupVaultName(in.backupVaultName())
                    .backupVaultArn(caller.arn("backup-vault:" + in.backupVaultName()).toString())
                    .creationDate(CREATED)
                    .numberOfRecoveryPoints(3L)
                    .locked(false)
                    .build();
        }
    }

    final class DeleteBackupVault
            implements Operation<DeleteBackupVaultRequest, DeleteBackupVaultResponse> {
        @Override
        public DeleteBackupVaultResponse handle(Caller caller, DeleteBackupVaultRequest in) {
            received.add(in);
            return DeleteBackupVaultResponse.builder().build();
        }
    }

    final class ListCopyJobs implements Operation<ListCopyJobsRequest, ListCopyJobsResponse> {
        @Override
        public ListCopyJobsResponse handle(Caller caller, ListCopyJobsRequest in) {
            received.add(in);
            return ListCopyJobsResponse.builder().copyJobs(List.of()).build();
        }
    }

    final class StartCopyJob implements Operation<StartCopyJobRequest, StartCopyJobResponse> {
        @Override
        public StartCopyJobResponse handle(Caller caller, StartCopyJobRequest in) {
            received.add(in);
            return StartCopyJobResponse.builder()
                    .copyJobId("C0FFEE")
                    .creationDate(CREATED)
                    .isParent(false)
                    .build();
        }
    }
}
