package org.copyhold.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.kit.BackupException;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ErrorCode;
import org.copyhold.kit.Page;
import org.copyhold.kit.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.backup.model.BackupRequest;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;

import java.util.Objects;

class PagingTest {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");
    private static final Position LAST = new Position(-42, "arn:aws:…/ü");

    @Test
    void aTokenLeadsBackToItsPosition() {
        assertThat(page(CALLER, copies(token())).after()).isEqualTo(LAST);
        assertThat(Paging.of(CALLER, copies(null)).next(null)).isNull();
    }

    @Test
    void anotherPageSizeOrAnotherKeyOfTheAccountTakesTheSameToken() {
        var in =
                ListCopyJobsRequest.builder()
                        .byState(CopyJobState.FAILED)
                        .maxResults(3)
                        .nextToken(token())
                        .build();
        assertThat(page(CALLER, in)).isEqualTo(new Page(3, LAST));
        assertThat(page(new Caller("123456789012", "us-east-1", "other"), in).after())
                .isEqualTo(LAST);
    }

    @Test
    void aTokenOfAnotherFilterOperationAccountOrRegionIsInvalid() {
        refused(CALLER, ListCopyJobsRequest.builder().nextToken(token()).build());
        refused(
                CALLER,
                ListCopyJobsRequest.builder()
                        .byState(CopyJobState.RUNNING)
                        .nextToken(token())
                        .build());
        refused(
                CALLER,
                ListBackupJobsRequest.builder().byState("FAILED").nextToken(token()).build());
        refused(new Caller("210987654321", "us-east-1", "testing"), copies(token()));
        refused(new Caller("123456789012", "eu-west-1", "testing"), copies(token()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "????", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "ü"})
    void aTokenNobodyGaveIsInvalid(String token) {
        refused(CALLER, copies(token));
    }

    @Test
    void aTokenWithOneCharacterChangedIsInvalid() {
        var token = token();
        for (int i = 0; i < token.length(); i++) {
            refused(
                    CALLER,
                    copies(
                            token.substring(0, i)
                                    + (token.charAt(i) == 'A' ? 'Q' : 'A')
                                    + token.substring(i + 1)));
        }
    }

    @Test
    void anEmptyTokenIsTheFirstPage() {
        assertThat(page(CALLER, copies("")).after()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001, Integer.MAX_VALUE})
    void aPageHasOneToAThousandRows(int maxResults) {
        assertThatThrownBy(
                        () ->
                                Paging.of(
                                        CALLER,
                                        ListCopyJobsRequest.builder()
                                                .maxResults(maxResults)
                                                .build()))
                .hasMessageContaining("between 1 and 1000");
        assertThat(page(CALLER, copies(null)).size()).isEqualTo(1000);
    }

    private static String token() {
        return Objects.requireNonNull(Paging.of(CALLER, copies(null)).next(LAST));
    }

    private static ListCopyJobsRequest copies(@org.jspecify.annotations.Nullable String token) {
        return ListCopyJobsRequest.builder().byState(CopyJobState.FAILED).nextToken(token).build();
    }

    private static Page page(Caller caller, BackupRequest in) {
        return Paging.of(caller, in).page();
    }

    private static void refused(Caller caller, BackupRequest in) {
        assertThatThrownBy(() -> Paging.of(caller, in))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE));
    }
}
