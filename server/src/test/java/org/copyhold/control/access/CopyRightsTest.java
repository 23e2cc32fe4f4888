package org.copyhold.control.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.policy.PolicyReader;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.MissingVault;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultName;
import org.copyhold.control.vault.VaultOrder;
import org.copyhold.control.vault.VaultPolicies;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Which copies policies let out of one vault and into another. */
class CopyRightsTest {
    private static final String OURS = "111111111111";
    private static final String THEIRS = "222222222222";
    private static final Arn ROLE = Arn.of("iam", "", OURS, "role/copy");
    private static final Arn POINT = Arn.of("backup", "us-east-1", OURS, "recovery-point:1");
    private static final String INTO = "backup:CopyIntoBackupVault";
    private static final String FROM = "backup:CopyFromBackupVault";

    @TempDir Path folder;
    private final ServiceClock clock = new ServiceClock(() -> Instant.EPOCH);
    private final Accounts accounts =
            new Accounts(
                    List.of(
                            new Account(OURS, "ours", "o-1"),
                            new Account(THEIRS, "theirs", "o-1"),
                            new Account("333333333333", "strangers", null)));
    private Database database;
    private Vaults vaults;
    private VaultPolicies policies;
    private Vault source;
    private Vault near;
    private Vault far;

    @BeforeEach
    void open() {
        database = TestDatabases.sqlite(folder);
        vaults = new Vaults(database, new FakeKeyring(), clock, MissingVault.ACCESS_DENIED);
        policies = new VaultPolicies(database, clock, _ -> true);
        source = vault(OURS, "source");
        near = vault(OURS, "near");
        far = vault(THEIRS, "far");
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Columns: the destination's statement, into a vault of the account, of another one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    none                                                          | true  | false
                    Allow 'Principal': {'AWS': '111111111111'}                    | true  | true
                    Allow 'Principal': {'AWS': 'arn:aws:iam::111111111111:role/copy'} | true | true
                    Allow 'Principal': {'AWS': 'arn:aws:iam::111111111111:role/other'} | true | false
                    Allow 'Principal': {'AWS': '222222222222'}                    | true  | false
                    Allow 'Principal': '*'                                        | true  | true
                    Deny 'Principal': '*'                                         | false | false
                    Deny 'Principal': {'AWS': '111111111111'}                     | false | false
                    Allow 'Principal': '*', 'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-1'}} | true | true
                    Allow 'Principal': '*', 'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-2'}} | true | false
                    Allow 'Principal': '*', 'Condition': {'StringEquals': {'aws:RequestTag/team': 'blue'}} | true | true
                    Allow 'Principal': '*', 'Condition': {'StringEquals': {'aws:RequestTag/team': 'red'}}  | true | false
                    Allow 'Principal': '*', 'Condition': {'StringEquals': {'aws:ResourceTag/kind': 'vault'}} | true | true
                    Allow 'Principal': '*', 'Condition': {'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/copy'}} | true | true
                    """)
    void aVaultLetsCopiesIn(String statement, boolean nearby, boolean across) {
        if (!statement.equals("none")) {
            policies.put(near, policy(statement, INTO));
            policies.put(far, policy(statement, INTO));
        }

        assertThat(rights(List.of()).mayEnter(plan(near))).isEqualTo(nearby);
        assertThat(rights(List.of()).mayEnter(plan(far))).isEqualTo(across);
        assertThat(rights(List.of()).mayLeave(plan(far))).isTrue();
    }

    /** Columns: the source vault's statement, to the vault near, to the one far. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    none                                                          | true  | true
                    Deny 'Principal': '*'                                         | false | false
                    Deny 'Principal': '*', 'Condition': {'ForAnyValue:ArnLike': {'backup:CopyTargets': 'arn:aws:backup:*:222222222222:backup-vault:*'}} | true | false
                    Deny 'Principal': '*', 'Condition': {'ForAllValues:ArnNotLike': {'backup:CopyTargets': 'arn:aws:backup:*:*:backup-vault:near'}} | true | false
                    Deny 'Principal': '*', 'Condition': {'ForAnyValue:StringNotLike': {'backup:CopyTargetOrgPaths': 'o-1/*'}} | true | true
                    Deny 'Principal': '*', 'Condition': {'StringEquals': {'aws:ResourceTag/team': 'blue'}} | false | false
                    Deny 'Principal': {'AWS': 'arn:aws:iam::111111111111:role/other'} | true | true
                    """)
    void aVaultLetsCopiesOut(String statement, boolean nearby, boolean across) {
        if (!statement.equals("none")) {
            policies.put(source, policy(statement, FROM));
        }

        assertThat(rights(List.of()).mayLeave(plan(near))).isEqualTo(nearby);
        assertThat(rights(List.of()).mayLeave(plan(far))).isEqualTo(across);
    }

    /**
     * Columns: what the role's policy says, out of the source vault, into the near, the far one.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'Effect': 'Allow', 'Action': 'backup:Copy*', 'Resource': '*'      | true  | true  | true
                    'Effect': 'Allow', 'Action': 'backup:CopyFrom*', 'Resource': '*'  | true  | false | false
                    'Effect': 'Allow', 'Action': 'backup:CopyInto*', 'Resource': '*:near' | false | true | false
                    'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'              | false | false | false
                    'Effect': 'Deny', 'Action': 'backup:*', 'Resource': '*'           | false | false | false
                    """)
    void aRoleWithAPolicyMakesOnlyCopiesThatItAllows(
            String statement, boolean leaves, boolean entersNear, boolean entersFar) {
        var json = ("{'Statement': {" + statement + "}}").replace("'*:near'", "'arn:*:near'");
        var role = new Role(ROLE, PolicyReader.identity(json.replace('\'', '"')));
        policies.put(far, policy("Allow 'Principal': {'AWS': '111111111111'}", INTO));

        var rights = rights(List.of(role));

        assertThat(rights.mayLeave(plan(near))).isEqualTo(leaves);
        assertThat(rights.mayEnter(plan(near))).isEqualTo(entersNear);
        assertThat(rights.mayEnter(plan(far))).isEqualTo(entersFar);
    }

    @Test
    void aVaultOfTheAccountMayAllowByNameWhatTheRolesPolicyDoesNotSpeakOf() {
        var silent =
                PolicyReader.identity(
                        """
                        {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
                        """);
        policies.put(near, policy("Allow 'Principal': {'AWS': '" + ROLE + "'}", INTO));
        policies.put(far, policy("Allow 'Principal': {'AWS': '" + ROLE + "'}", INTO));
        var rights = rights(List.of(new Role(ROLE, silent)));

        assertThat(rights.mayEnter(plan(near))).isTrue();
        assertThat(rights.mayEnter(plan(far))).isFalse();
    }

    private CopyRights rights(List<Role> roles) {
        var identities = new Identities(accounts, List.of(), roles);
        return new CopyRights(
                identities,
                new Holdings(
                        vaults, new RecoveryPoints(new Journal(database, Events.NONE)), policies),
                new Circumstances(identities, clock, false));
    }

    private CopyRights.Plan plan(Vault destination) {
        return new CopyRights.Plan(
                source.arn(), POINT, Tags.of(Map.of("team", "blue")), destination.arn(), ROLE);
    }

    private Vault vault(String account, String name) {
        return vaults.create(
                new VaultOrder(
                        new Caller(account, "us-east-1", "testing"),
                        new VaultName(name),
                        null,
                        null,
                        Tags.of(Map.of("kind", "vault"))));
    }

    /** A policy of one statement, written as its effect and what follows the action. */
    private static String policy(String statement, String action) {
        var effect = statement.substring(0, statement.indexOf(' '));
        return "{'Statement': {'Effect': '%s', 'Action': '%s', 'Resource': '*', %s}}"
                .formatted(effect, action, statement.substring(effect.length()))
                .replace('\'', '"');
    }
}
