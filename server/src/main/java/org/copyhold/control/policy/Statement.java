package org.copyhold.control.policy;

import java.util.List;

/**
 * One statement of a policy.
 *
 * @param allows what it does with the requests it covers: allow them, or deny them
 * @param principals whom it is about
 * @param actions what they do
 * @param resources to what they do it
 * @param conditions all of which have to hold
 */
public record Statement(
        boolean allows,
        Principals principals,
        Selection actions,
        Selection resources,
        List<Condition> conditions) {
    public Statement {
        conditions = List.copyOf(conditions);
    }

    Verdict judge(Question question) {
        var about = principals.match(question.principal(), allows);
        if (about == Verdict.SILENT || !covers(question)) {
            return Verdict.SILENT;
        }
        return allows ? about : Verdict.DENIED;
    }

    private boolean covers(Question question) {
        var keys = question.keys();
        return actions.has(question.action(), keys)
                && resources.has(question.resource(), keys)
                && conditions.stream().allMatch(condition -> condition.holds(keys));
    }
}
