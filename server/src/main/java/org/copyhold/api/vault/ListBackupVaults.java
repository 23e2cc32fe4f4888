package org.copyhold.api.vault;

import org.copyhold.api.Operation;
import org.copyhold.api.wire.Paging;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;
import org.copyhold.kit.Recent;
import org.copyhold.kit.Slice;

import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;
import software.amazon.awssdk.services.backup.model.VaultType;

import java.util.List;

/**
 * Lists the caller's vaults. None is air-gapped or another account's yet. The same list is answered
 * with the very same object, so that it need not be written anew.
 */
public final class ListBackupVaults
        implements Operation<ListBackupVaultsRequest, ListBackupVaultsResponse> {
    private static final int MOST_ANSWERS = 64;

    private final Vaults vaults;

    /** Of lists that fit one page: a token would belong to one request only. */
    private final Recent<String, Answer> answers = new Recent<>(MOST_ANSWERS);

    public ListBackupVaults(Vaults vaults) {
        this.vaults = vaults;
    }

    @Override
    public ListBackupVaultsResponse handle(Caller caller, ListBackupVaultsRequest in) {
        var paging = Paging.of(caller, in);
        if (asksForOthers(in)) {
            return ListBackupVaultsResponse.builder().backupVaultList(List.of()).build();
        }
        var slice = vaults.list(caller, paging.page());
        return slice.last() == null
                ? whole(caller, slice)
                : answer(slice).nextToken(paging.next(slice.last())).build();
    }

    /** The slices are one object while nothing changes: comparing all their vaults is dear. */
    @SuppressWarnings("ReferenceEquality")
    private ListBackupVaultsResponse whole(Caller caller, Slice<Vault> slice) {
        var name = caller.account() + "/" + caller.region();
        return answers.get(name)
                .filter(known -> known.slice() == slice)
                .orElseGet(
                        () -> {
                            var answer = new Answer(slice, answer(slice).build());
                            answers.put(name, answer);
                            return answer;
                        })
                .response();
    }

    private static ListBackupVaultsResponse.Builder answer(Slice<Vault> slice) {
        return ListBackupVaultsResponse.builder()
                .backupVaultList(slice.rows().stream().map(ListBackupVaults::line).toList());
    }

    private static BackupVaultListMember line(Vault vault) {
        return VaultMembers.ALL.show(vault, BackupVaultListMember.builder()).build();
    }

    private static boolean asksForOthers(ListBackupVaultsRequest in) {
        var type = in.byVaultType();
        return Boolean.TRUE.equals(in.byShared())
                || (type != null && type != VaultType.BACKUP_VAULT);
    }

    private record Answer(Slice<Vault> slice, ListBackupVaultsResponse response) {}
}
