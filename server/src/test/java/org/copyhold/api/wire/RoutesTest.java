package org.copyhold.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupRequest;
import software.amazon.awssdk.utils.builder.Buildable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class RoutesTest {
    private static final Routes ROUTES = Routes.load();

    static List<Method> operations() {
        return Arrays.stream(BackupClient.class.getMethods())
                .filter(m -> m.getParameterCount() == 1 && !Modifier.isStatic(m.getModifiers()))
                .filter(m -> BackupRequest.class.isAssignableFrom(m.getParameterTypes()[0]))
                .filter(m -> !m.getName().endsWith("Paginator"))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    @Test
    void theTableHasAllOperationsOfTheSdk() {
        assertThat(operations()).hasSize(108);
        assertThat(ROUTES.all()).hasSize(108);
    }

    /** And what the SDK sends goes to its own operations all the same, as below. */
    @Test
    void extensionsAreNoOperationsOfTheSdk() {
        var names = ROUTES.all().stream().map(Route::operation).toList();
        assertThat(ROUTES.extensions())
                .extracting(Route::operation)
                .doesNotContainAnyElementsOf(names);
    }

    /** The real client says where it would send each operation; the table must lead there. */
    @ParameterizedTest
    @MethodSource("operations")
    void whereTheSdkSendsAnOperationTheTableFindsIt(Method operation)
            throws ReflectiveOperationException {
        var sent = sent(operation);
        var query =
                Query.parse(
                        Optional.ofNullable(sent.encodedQueryParameters().orElse(null)).orElse(""));

        var match = ROUTES.find(sent.method().name(), sent.encodedPath(), query);

        assertThat(match.route().operation()).isEqualToIgnoringCase(operation.getName());
        assertThat(match.labels().values()).allMatch(label -> label.equals("a/b c:ü"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyMemberOfAnOperationIsReadOrWrittenByTheCodec(Method operation) {
        new RequestReader<>(operation.getParameterTypes()[0].asSubclass(BackupRequest.class));
        for (var field : Models.builder(operation.getReturnType()).sdkFields()) {
            assertThat(field.location()).isEqualTo(MarshallLocation.PAYLOAD);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /backup-vaults, '', ListBackupVaults",
        "GET, /backup-vaults/, '', ListBackupVaults",
        "GET, /backup-vaults/a%2Fb, '', DescribeBackupVault",
        "GET, /backup-vaults/v/recovery-points, '', ListRecoveryPointsByBackupVault",
        "GET, /backup-vaults//recovery-points/x, '', DescribeRecoveryPoint",
        "PUT, /copy-jobs, '', StartCopyJob",
        "PUT, /copy-jobs/, '', StartCopyJob",
        "POST, /copy-jobs/x, '', StopCopyJob",
        "GET, /copy-jobs/, '', ListCopyJobs",
        "GET, /copy-jobs/x, '', DescribeCopyJob",
        "GET, /tags/arn%3Ax/, '', ListTags",
        "POST, /backup-vaults/v/mpaApprovalTeam, delete, DisassociateBackupVaultMpaApprovalTeam",
        "POST, /backup-vaults/v/mpaApprovalTeam, delete=, DisassociateBackupVaultMpaApprovalTeam",
        "PUT, /backup-vaults/v/mpaApprovalTeam, '', AssociateBackupVaultMpaApprovalTeam",
        "GET, /backup/plans/deleted, '', GetBackupPlan",
    })
    void clientsMayLeaveTheSlashAndEncodeTheirArns(
            String method, String path, String query, String operation) {
        assertThat(ROUTES.find(method, path, Query.parse(query)).route().operation())
                .isEqualTo(operation);
    }

    @Test
    void labelsAreDecodedAfterRouting() {
        var match =
                ROUTES.find(
                        "GET",
                        "/backup-vaults/a%2Fb/recovery-points/arn%3Ax%2By+z",
                        Query.parse(""));
        assertThat(match.labels())
                .isEqualTo(Map.of("backupVaultName", "a/b", "recoveryPointArn", "arn:x+y+z"));
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ROUTES.find("GET", "/", Query.parse("")))
                .hasMessageContaining("GET /");
        assertThatThrownBy(() -> ROUTES.find("DELETE", "/copy-jobs/x", Query.parse("")))
                .hasMessageContaining("allowed: GET");
        assertThatThrownBy(() -> ROUTES.find("GET", "/backup-vaults/%zz", Query.parse("")))
                .hasMessageContaining("percent-encoding");
    }

    private static SdkHttpRequest sent(Method operation) throws ReflectiveOperationException {
        var seen = new Sent();
        try (var client =
                BackupClient.builder()
                        .region(Region.US_EAST_1)
                        .endpointOverride(URI.create("http://127.0.0.1:9"))
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .httpClient(UrlConnectionHttpClient.create())
                        .overrideConfiguration(c -> c.addExecutionInterceptor(seen))
                        .build()) {
            operation.invoke(client, filled(operation.getParameterTypes()[0]));
            throw new AssertionError("the request was sent");
        } catch (InvocationTargetException e) {
            return Optional.ofNullable(seen.request)
                    .orElseThrow(() -> new AssertionError(e.getCause()));
        }
    }

    /** A request whose path members are all set. */
    private static Object filled(Class<?> model) {
        var builder = Models.builder(model);
        for (SdkField<?> field : builder.sdkFields()) {
            if (field.location() == MarshallLocation.PATH) {
                field.set(builder, "a/b c:ü");
            }
        }
        return ((Buildable) builder).build();
    }

    /** Keeps the HTTP request and stops it from leaving. */
    private static final class Sent implements ExecutionInterceptor {
        private @Nullable SdkHttpRequest request;

        @Override
        public void beforeTransmission(
                Context.BeforeTransmission context, ExecutionAttributes attributes) {
            request = context.httpRequest();
            throw new IllegalStateException("seen");
        }
    }
}
