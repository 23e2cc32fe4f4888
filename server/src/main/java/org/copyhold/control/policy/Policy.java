package org.copyhold.control.policy;

import java.util.List;

/** A policy document, read: statements in any order, of which one that denies counts most. */
public record Policy(List<Statement> statements) {
    public Policy {
        statements = List.copyOf(statements);
    }

    /** What this policy says about a request. */
    public Verdict judge(Question question) {
        var verdict = Verdict.SILENT;
        for (var statement : statements) {
            var said = statement.judge(question);
            if (said.compareTo(verdict) < 0) {
                verdict = said;
            }
        }
        return verdict;
    }

    /** Whom its statements name, apart from everyone and services. */
    public List<Principals> principals() {
        return statements.stream().map(Statement::principals).toList();
    }
}
