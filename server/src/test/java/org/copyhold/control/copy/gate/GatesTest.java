package org.copyhold.control.copy.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import org.copyhold.control.access.Account;
import org.copyhold.control.access.Accounts;
import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.Gates;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.Roles;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.resource.ResourceType;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;
import org.copyhold.kit.Regions;
import org.copyhold.kit.ServiceClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Each gate alone, and what a list of them does. */
class GatesTest {
    private static final SampleCopies SOME = SampleCopies.some();
    private static final ResourceTypeGate.OptIn ALL_OPTED_IN = (account, region, type) -> true;

    private final ServiceClock clock = new ServiceClock(() -> SampleCopies.CREATED);

    @Test
    void aRoleIsOfTheCallersAccountAndListed() {
        var listed = Arn.of("iam", "", SampleCopies.ACCOUNT, "role/Listed");
        var theirs = Arn.of("iam", "", SampleCopies.SISTER, "role/Backup");

        passes(new RoleGate(new Roles(Set.of())), SOME.plan());
        passes(new RoleGate(new Roles(Set.of(listed.toString()))), SOME.as(listed).plan());
        refuses(
                new RoleGate(new Roles(Set.of(listed.toString()))),
                SOME.plan(),
                "IAM Role arn:aws:iam::123456789012:role/Backup cannot be assumed by AWS Backup");
        refuses(
                new RoleGate(new Roles(Set.of())),
                SOME.as(theirs).plan(),
                "IAM Role arn:aws:iam::210987654321:role/Backup cannot be assumed by AWS Backup");
    }

    @Test
    void everyKindAndStateThatAwsKnowsIsInTheTable() {
        unlike(Uncopyable.CONTINUOUS, "continuous", "COMPLETED", "WARM");
        unlike(Uncopyable.CONTINUOUS, "continuous", "STOPPED", "WARM");
        unlike(Uncopyable.CREATING, "", "CREATING", "WARM");
        unlike(Uncopyable.EXPIRED, "", "EXPIRED", "WARM");
        unlike(Uncopyable.DELETING, "", "DELETING", "WARM");
        unlike(Uncopyable.COLD, "", "COMPLETED", "COLD");
        unlike(Uncopyable.DELETED, "", "COMPLETED", "DELETED");
        for (var status : List.of("COMPLETED", "PARTIAL", "AVAILABLE")) {
            assertThat(Uncopyable.of(new Uncopyable.Look("", status, "WARM"))).isEmpty();
        }
    }

    @Test
    void aContinuousRecoveryPointIsKnownByItsArn() {
        var continuous =
                Arn.of(
                        "backup",
                        "us-east-1",
                        SampleCopies.ACCOUNT,
                        "recovery-point:continuous:b-1");

        passes(new PointStateGate(), SOME.plan());
        refuses(
                new PointStateGate(),
                SOME.of(continuous).plan(),
                "Recovery point arn:aws:backup:us-east-1:123456789012:recovery-point:continuous:b-1"
                        + " is a continuous backup. Continuous backups are not supported.");
    }

    @Test
    void aTypeIsCopiedAsItsRowSays() {
        var gate = new ResourceTypeGate(ALL_OPTED_IN);
        for (var type : ResourceType.values()) {
            var isFirst = ResourceType.named(type.wireName()).filter(type::equals).isPresent();
            // Recovery points of AWS Backup's own are of tables with advanced features.
            if (isFirst && type != ResourceType.DYNAMO_DB) {
                assertThat(gate.judge(SOME.ofType(type.wireName()).plan()).isEmpty())
                        .as(type.label())
                        .isEqualTo(type.isCopied());
            }
        }
        refuses(
                gate,
                SOME.ofType("Redshift").to("us-east-1", SampleCopies.ACCOUNT, "other").plan(),
                "Copy job from us-east-1 to us-east-1 cannot be initiated for Redshift resources."
                        + " Feature is not supported for provided resource type.");
        refuses(
                gate,
                SOME.ofType("Unheard of").plan(),
                "Copy job from us-east-1 to eu-west-1 cannot be initiated for Unheard of resources."
                        + " Feature is not supported for provided resource type.");
    }

    @Test
    void theKeysOfBothVaultsAreEnabledAndTheSourcesIsToldOfFirst() {
        var gate = new EncryptionKeysGate();

        passes(gate, SOME.plan());
        passes(gate, SOME.planWithoutVault());
        refuses(
                gate,
                SampleCopies.disabled(SOME.plan(), true, true),
                "The source snapshot KMS key [arn:aws:kms:us-east-1:123456789012:key/1] does not"
                        + " exist, is not enabled or you do not have permissions to access it.");
        refuses(
                gate,
                SampleCopies.disabled(SOME.plan(), false, true),
                "Given key ID is not accessible");
    }

    @Test
    void aTypeThatTheAccountOptedOutOfIsNotCopied() {
        ResourceTypeGate.OptIn none = (account, region, type) -> false;

        refuses(
                new ResourceTypeGate(none),
                SOME.plan(),
                "Copy job from us-east-1 to eu-west-1 cannot be initiated for EFS resources. The"
                        + " account has opted out of the resource type in Region us-east-1.");
    }

    @Test
    void someTypesAreNotCopiedToOptInRegions() {
        var gate = new CopyFeatureGate();
        var toOptIn = SOME.to("af-south-1", SampleCopies.ACCOUNT, "away");
        var toSister = SOME.to("af-south-1", SampleCopies.SISTER, "away");

        passes(gate, SOME.ofType("DocumentDB").plan());
        passes(gate, toOptIn.plan());
        passes(gate, toOptIn.ofType("Neptune").plan());
        refuses(
                gate,
                toOptIn.ofType("DocumentDB").plan(),
                "Copy job from us-east-1 to af-south-1 cannot be initiated for DocumentDB"
                        + " resources. Feature is not supported for provided resource type.");
        refuses(
                gate,
                toSister.ofType("Neptune").plan(),
                "Copy job from us-east-1 to af-south-1 cannot be initiated for Neptune resources."
                        + " Feature is not supported for provided resource type.");
        refuses(
                gate,
                SOME.ofType("RDS Multi").plan(),
                "Copy job from us-east-1 to eu-west-1 cannot be initiated for RDS Multi resources."
                        + " Feature is not supported for provided resource type.");
    }

    @Test
    void aCopyThatWouldBeDueAlreadyIsNotMade() {
        var days = SOME.living(new Lifecycle(OptionalInt.empty(), OptionalInt.of(10)));
        var gate = new LifecycleGate(clock);

        passes(gate, SOME.plan());
        clock.advance(Duration.ofDays(10).minusMillis(1));
        passes(gate, days.plan());
        clock.advance(Duration.ofMillis(1));
        refuses(
                gate,
                days.plan(),
                "Invalid lifecycle. DeleteAfterDays 10 counts from the creation of the source"
                        + " recovery point, 2026-01-01T00:00:00Z, and so ended at"
                        + " 2026-01-11T00:00:00Z already.");
    }

    @Test
    void anotherAccountIsOfTheSameOrganizationAndSwitchedOn() {
        var accounts =
                new Accounts(
                        List.of(
                                new Account(SampleCopies.ACCOUNT, "main", "o-home"),
                                new Account(SampleCopies.SISTER, "sister", "o-home"),
                                new Account("555555555555", "stranger", null)));
        var gate = new OrganizationGate(accounts);
        var toSister = SOME.to("eu-west-1", SampleCopies.SISTER, "away").plan();
        var message =
                "Copy job failed. Both source and destination account must be a member of the same"
                        + " organization.";

        passes(gate, SOME.plan());
        passes(gate, toSister);
        refuses(gate, SOME.to("eu-west-1", "555555555555", "away").plan(), message);
        refuses(gate, SOME.to("eu-west-1", "999999999999", "away").plan(), message);
        passes(new CrossAccountGate(_ -> true), toSister);
        passes(new CrossAccountGate(_ -> false), SOME.plan());
        refuses(
                new CrossAccountGate(_ -> false),
                toSister,
                "Copy job failed. Cross-account copy feature is not enabled for the current"
                        + " organization.");
    }

    @Test
    void theDefaultVaultTakesCopiesOfItsOwnAccountOnly() {
        var gate = new DefaultVaultGate();

        passes(gate, SOME.to("eu-west-1", SampleCopies.ACCOUNT, "Default").plan());
        passes(gate, SOME.to("eu-west-1", SampleCopies.SISTER, "default").plan());
        refuses(
                gate,
                SOME.to("eu-west-1", SampleCopies.SISTER, "Default").plan(),
                "Copy job failed. The default backup vault"
                        + " arn:aws:backup:eu-west-1:210987654321:backup-vault:Default cannot be"
                        + " the destination of a cross-account copy.");
    }

    @Test
    void theDestinationIsHereAndThere() {
        var gate = new RegionGate(new Regions(Map.of("us-east-1", "a", "eu-west-1", "b")));
        var china =
                new Arn("aws-cn", "backup", "eu-west-1", SampleCopies.ACCOUNT, "backup-vault:away");

        passes(gate, SOME.plan());
        refuses(
                gate,
                SOME.to("ap-south-1", SampleCopies.ACCOUNT, "away").plan(),
                "Copy job failed because Region ap-south-1 of backup vault"
                        + " arn:aws:backup:ap-south-1:123456789012:backup-vault:away is not"
                        + " configured on this server, which has [eu-west-1, us-east-1].");
        refuses(
                gate,
                SOME.to(china).plan(),
                "Copy job failed because backup vault"
                        + " arn:aws-cn:backup:eu-west-1:123456789012:backup-vault:away is of"
                        + " another partition than its source.");
        passes(new DestinationVaultGate(), SOME.plan());
        refuses(
                new DestinationVaultGate(),
                SOME.planWithoutVault(),
                "Copy job failed because backup vault"
                        + " arn:aws:backup:eu-west-1:123456789012:backup-vault:away does not"
                        + " exist.");
    }

    @Test
    void aCopyHasFiftyTagsAtMost() {
        passes(new TagsGate(), SOME.tagged(50).plan());
        refuses(
                new TagsGate(),
                SOME.tagged(51).plan(),
                "The resultant tag set must not have more than 50 user tags.");
    }

    @Test
    void aRequestIsRefusedByItsOwnGatesAndAJobByAll() {
        var gates =
                new Gates(
                        List.of(new Fixed("role", null)),
                        List.of(new Fixed("vault", no(ErrorCode.ACCESS_DENIED, "no vault"))));

        gates.admit(SOME.plan());

        var why = gates.judge(SOME.plan()).orElseThrow();
        assertThat(why.category()).isEqualTo(MessageCategory.ACCESS_DENIED);
        assertThat(why.message()).isEqualTo("no vault");
    }

    @Test
    void theFirstRefusalCountsAndAJobSaysThatItFailed() {
        var gates =
                new Gates(
                        List.of(
                                new Fixed("one", no(ErrorCode.INVALID_REQUEST, "first")),
                                new Fixed("two", no(ErrorCode.ACCESS_DENIED, "second"))),
                        List.of(new Fixed("three", null)));

        assertThatThrownBy(() -> gates.admit(SOME.plan()))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessage("first");
        var why = gates.judge(SOME.plan()).orElseThrow();
        assertThat(why.category()).isEqualTo(MessageCategory.INVALID_PARAMETERS);
        assertThat(why.message()).isEqualTo("Copy job failed. first");
        assertThat(gates.all())
                .extracting(Gate::name, gate -> gate.judge(SOME.plan()).isEmpty())
                .containsExactly(tuple("one", false), tuple("two", false), tuple("three", true));
    }

    private static Refusal no(ErrorCode code, String message) {
        return new Refusal(code, message, "Do something else.");
    }

    private static void unlike(Uncopyable row, String kind, String status, String storageClass) {
        assertThat(Uncopyable.of(new Uncopyable.Look(kind, status, storageClass))).contains(row);
    }

    private static void passes(Gate gate, PlannedCopy copy) {
        assertThat(gate.judge(copy)).as(gate.name()).isEmpty();
    }

    private static void refuses(Gate gate, PlannedCopy copy, String message) {
        assertThat(gate.judge(copy).map(Refusal::message)).as(gate.name()).contains(message);
    }

    /** A gate that always says the same. */
    private record Fixed(String name, @Nullable Refusal says) implements Gate {
        @Override
        public Optional<Refusal> judge(PlannedCopy copy) {
            return Optional.ofNullable(says);
        }
    }
}
