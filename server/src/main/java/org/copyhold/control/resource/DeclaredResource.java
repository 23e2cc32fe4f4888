package org.copyhold.control.resource;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that may be backed up.
 *
 * @param tags what selections will choose it by
 */
public record DeclaredResource(Arn arn, Substance substance, Tags tags) {
    /** As many as a CloudFormation stack may have. */
    private static final int MOST_MEMBERS = 500;

    private static final Pattern MEMBER = Pattern.compile("[A-Za-z0-9]{1,255}");

    public DeclaredResource {
        var isStack = ResourceType.of(arn).filter(ResourceType::isComposite).isPresent();
        var isRemote = ResourceType.of(arn).filter(ResourceType::isRemote).isPresent();
        switch (substance) {
            case Substance.Local local -> {
                if (!local.path().isAbsolute()) {
                    throw new IllegalArgumentException(
                            "The path of " + arn + " must be absolute, not " + local.path());
                }
                check(!isStack, arn, "has members, not a path");
                check(
                        ResourceType.of(arn).filter(it -> !it.isLocal()).isEmpty(),
                        arn,
                        "has an endpoint, not a path");
            }
            case Substance.Remote remote -> {
                check(isRemote, arn, "is nothing that has an endpoint");
                checkPlace(arn, remote);
            }
            case Substance.Members members -> {
                check(isStack, arn, "is no stack and has a path, not members");
                checkMembers(arn, members.byName());
            }
        }
    }

    /** Something of this machine, without tags. */
    public DeclaredResource(Arn arn, Path path) {
        this(arn, new Substance.Local(path), Tags.NONE);
    }

    /** Its type. */
    public ResourceType type() {
        return ResourceType.require(arn);
    }

    /** What people call it. */
    public String name() {
        return switch (substance) {
            case Substance.Local local -> String.valueOf(local.path().getFileName());
            case Substance.Remote _ -> arn.resource().replaceFirst("^(db:|[^/]*/)", "");
            case Substance.Members _ -> arn.resource().split("/", -1)[1];
        };
    }

    /** The account that has it. */
    public String account() {
        return substance instanceof Substance.Remote remote ? remote.account() : arn.account();
    }

    /** The Region that it is backed up in. */
    public String region() {
        return substance instanceof Substance.Remote remote ? remote.region() : arn.region();
    }

    /** Where it lies on this machine, absolute; empty for what does not. */
    public Optional<Path> path() {
        return substance instanceof Substance.Local local
                ? Optional.of(local.path())
                : Optional.empty();
    }

    private static void checkPlace(Arn arn, Substance.Remote remote) {
        if (arn.service().equals("s3")) {
            check(
                    arn.account().isEmpty() && arn.region().isEmpty(),
                    arn,
                    "must be written without account and Region, arn:aws:s3:::NAME");
            return;
        }
        check(
                arn.account().equals(remote.account()) && arn.region().equals(remote.region()),
                arn,
                "cannot be of account " + remote.account() + " in " + remote.region());
    }

    private static void checkMembers(Arn stack, Map<String, Arn> members) {
        check(
                !members.isEmpty() && members.size() <= MOST_MEMBERS,
                stack,
                "must have 1 to " + MOST_MEMBERS + " members");
        var seen = new HashSet<Arn>();
        members.forEach(
                (name, member) -> {
                    check(
                            MEMBER.matcher(name).matches(),
                            stack,
                            "cannot have a member called \""
                                    + name
                                    + "\": names have 1 to 255 letters and digits");
                    check(seen.add(member), stack, "has the member " + member + " twice");
                    check(
                            ResourceType.of(member).filter(ResourceType::isComposite).isEmpty(),
                            stack,
                            "cannot have " + member + " as a member: stacks do not hold stacks");
                    check(
                            isOrGlobal(member.account(), stack.account())
                                    && isOrGlobal(member.region(), stack.region()),
                            stack,
                            "cannot have " + member + " of another account or Region as a member");
                });
    }

    /** Some ARNs, as those of buckets, name neither account nor Region. */
    private static boolean isOrGlobal(String said, String expected) {
        return said.isEmpty() || said.equals(expected);
    }

    private static void check(boolean holds, Arn arn, String message) {
        if (!holds) {
            throw INVALID_PARAMETER_VALUE.with("Resource " + arn + " " + message + ".");
        }
    }
}
