package org.copyhold.control.policy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads statements.
 *
 * @param namesPrincipals whether they say whom they are about
 */
record StatementReader(GlobReader globs, boolean namesPrincipals) {
    private static final Set<String> ELEMENTS =
            Set.of(
                    "Sid",
                    "Effect",
                    "Principal",
                    "NotPrincipal",
                    "Action",
                    "NotAction",
                    "Resource",
                    "NotResource",
                    "Condition");
    private static final Pattern ACTION = Pattern.compile("\\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+");
    private static final Pattern RESOURCE =
            Pattern.compile(
                    "\\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:.+|arn:.*\\*.*|\\$\\{.*", Pattern.DOTALL);

    Statement read(Place statement) {
        statement.requireObject();
        statement.allowOnly(ELEMENTS);
        statement.member("Sid").ifPresent(Place::text);
        return new Statement(
                allows(statement),
                principals(statement),
                selection(statement, "Action", ACTION, true),
                selection(statement, "Resource", RESOURCE, false),
                conditions(statement));
    }

    private static boolean allows(Place statement) {
        var effect =
                statement
                        .member("Effect")
                        .orElseThrow(() -> statement.refusal("Effect is missing"));
        return switch (effect.text()) {
            case "Allow" -> true;
            case "Deny" -> false;
            default -> throw effect.refusal("the effect is Allow or Deny");
        };
    }

    private Principals principals(Place statement) {
        var whom = statement.member("Principal").orElse(null);
        var whomNot = statement.member("NotPrincipal").orElse(null);
        if (!namesPrincipals) {
            if (whom != null || whomNot != null) {
                throw statement.refusal(
                        "a policy of a user or role has no Principal: it is about its bearer");
            }
            return Principals.BEARER;
        }
        return PrincipalReader.read(either(statement, "Principal", whom, whomNot), whomNot != null);
    }

    private Selection selection(Place statement, String element, Pattern shape, boolean anyCase) {
        var what = statement.member(element).orElse(null);
        var whatNot = statement.member("Not" + element).orElse(null);
        var patterns = new ArrayList<Glob>();
        for (var item : either(statement, element, what, whatNot).items()) {
            if (!shape.matcher(item.text()).matches()) {
                throw item.refusal(
                        "\"" + item.text() + "\" is no " + element + " and no pattern of one");
            }
            patterns.add(glob(item, anyCase));
        }
        return new Selection(patterns, whatNot != null);
    }

    private Glob glob(Place item, boolean anyCase) {
        try {
            return globs.read(item.text(), true, anyCase);
        } catch (IllegalArgumentException e) {
            throw item.refusal(String.valueOf(e.getMessage()));
        }
    }

    private static Place either(
            Place statement, String element, @Nullable Place one, @Nullable Place not) {
        if (one != null && not != null) {
            throw statement.refusal(element + " and Not" + element + " exclude each other");
        }
        if (one != null) {
            return one;
        }
        if (not != null) {
            return not;
        }
        throw statement.refusal(element + " is missing");
    }

    private List<Condition> conditions(Place statement) {
        var conditions = new ArrayList<Condition>();
        var block = statement.member("Condition");
        if (block.isPresent()) {
            for (var named : block.get().members()) {
                var operator = operator(named);
                for (var key : named.place().members()) {
                    conditions.add(condition(operator, key));
                }
            }
        }
        return conditions;
    }

    private static Operator operator(Place.Member named) {
        return Operator.named(named.name())
                .orElseThrow(() -> named.place().refusal("this server has no such operator"));
    }

    private Condition condition(Operator operator, Place.Member key) {
        var wanted = new ArrayList<Operand>();
        for (var item : key.place().items()) {
            try {
                wanted.add(operator.comparison().operand(item.scalar(), globs));
            } catch (IllegalArgumentException e) {
                throw item.refusal(String.valueOf(e.getMessage()));
            }
        }
        try {
            return new Condition(operator, KnownKeys.require(key.name()), wanted);
        } catch (IllegalArgumentException e) {
            throw key.place().refusal(String.valueOf(e.getMessage()));
        }
    }
}
