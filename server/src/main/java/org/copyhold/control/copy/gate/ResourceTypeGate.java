package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;
import org.copyhold.control.resource.ResourceType;

import java.util.Optional;

/** Recovery points of the resource's type can be copied, and the account has not opted out. */
public final class ResourceTypeGate implements Gate {
    private final OptIn optIn;

    public ResourceTypeGate(OptIn optIn) {
        this.optIn = optIn;
    }

    /** What accounts choose for resource types. */
    @FunctionalInterface
    public interface OptIn {
        /** Whether an account uses a resource type in a Region. */
        boolean has(String account, String region, String type);
    }

    @Override
    public String name() {
        return "Resource type";
    }

    @Override
    public boolean isAboutType() {
        return true;
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        var type = copy.source().origin().resourceType();
        if (copy.source().type().filter(ResourceType::isCopied).isEmpty()) {
            return Optional.of(CopyFeatureGate.unsupported(copy));
        }
        return optIn.has(copy.account(), copy.region(), type)
                ? Optional.empty()
                : Optional.of(optedOut(copy, type));
    }

    private static Refusal optedOut(PlannedCopy copy, String type) {
        return new Refusal(
                INVALID_REQUEST,
                "Copy job from %s to %s cannot be initiated for %s resources. The account has opted out of the resource type in Region %s."
                        .formatted(copy.region(), copy.destination().region(), type, copy.region()),
                "Opt in again: UpdateRegionSettings with ResourceTypeOptInPreference "
                        + type
                        + "=true.");
    }
}
