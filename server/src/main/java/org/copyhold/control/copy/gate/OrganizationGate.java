package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.ACCESS_DENIED;

import org.copyhold.control.access.Account;
import org.copyhold.control.access.Accounts;
import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;

import java.util.Optional;

/** The destination is of the same account, or of another one of the same organization. */
public final class OrganizationGate implements Gate {
    private final Accounts accounts;

    public OrganizationGate(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "Organization";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        if (!copy.crossesAccounts()) {
            return Optional.empty();
        }
        var ours = organization(copy.account());
        if (ours.isPresent() && ours.equals(organization(copy.destination().account()))) {
            return Optional.empty();
        }
        return Optional.of(
                new Refusal(
                        ACCESS_DENIED,
                        "Copy job failed. Both source and destination account must be a member of"
                                + " the same organization.",
                        "Give both accounts the same organization in the configuration's"
                                + " accounts."));
    }

    private Optional<String> organization(String account) {
        return accounts.find(account).map(Account::organization);
    }
}
