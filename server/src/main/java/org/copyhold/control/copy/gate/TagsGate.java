package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;
import org.copyhold.control.tag.Tags;

import java.util.Optional;

/** The copy would have no more tags than a recovery point may. */
public final class TagsGate implements Gate {
    @Override
    public String name() {
        return "Tags";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        return copy.tags().size() <= Tags.MAX_TAGS
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                INVALID_REQUEST,
                                "The resultant tag set must not have more than "
                                        + Tags.MAX_TAGS
                                        + " user tags.",
                                "Take tags off recovery point " + copy.source().arn() + "."));
    }
}
