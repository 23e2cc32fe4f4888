package org.copyhold.control.job;

import org.copyhold.control.point.Composition;

/** How a job belongs with others. */
public sealed interface Kinship {
    /** One that belongs with no other. */
    record Alone() implements Kinship {}

    /**
     * A job of a composite: no worker runs it. Others do its work, and it is as far as these are.
     *
     * @param children how many they are
     * @param gaps what it leaves out, an excerpt; empty when that is nothing. Its log has all
     */
    record Parent(int children, String gaps) implements Kinship {}

    /**
     * A job that does a part of another's work.
     *
     * @param parent the other's id
     * @param place where the recovery point belongs that it makes
     */
    record Child(String parent, Composition.Member place) implements Kinship {}

    /** Whether others do its work. */
    default boolean isParent() {
        return this instanceof Parent;
    }

    /** How the recovery point that the job makes belongs with others. */
    default Composition composition() {
        return switch (this) {
            case Alone _ -> new Composition.Single();
            case Parent _ -> new Composition.Composite(null);
            case Child child -> child.place();
        };
    }
}
