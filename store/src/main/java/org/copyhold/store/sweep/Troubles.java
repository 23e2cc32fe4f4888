package org.copyhold.store.sweep;

import org.copyhold.store.chunk.Sid;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Everything found wrong, each once, and the points that suffer from it. Thread-safe. */
final class Troubles {
    private final List<Trouble> all = new ArrayList<>();
    private final Map<Sid, Trouble> frames = new HashMap<>();
    private final Map<String, Trouble> packs = new HashMap<>();

    /** One thing found wrong; compared by identity. */
    static final class Trouble {
        private final String what;
        private @Nullable String pack;
        private final boolean reached;
        private final TreeSet<String> points = new TreeSet<>();

        private Trouble(String what, boolean reached) {
            this.what = what;
            this.reached = reached;
        }

        private boolean counts() {
            return !reached || !points.isEmpty();
        }
    }

    /** A trouble that no frame suffers from. */
    synchronized Trouble add(String what) {
        return add(what, false);
    }

    private Trouble add(String what, boolean reached) {
        var trouble = new Trouble(what, reached);
        all.add(trouble);
        return trouble;
    }

    /** A trouble with one frame. */
    synchronized Trouble addFrame(Sid sid, String what) {
        return addFrame(sid, what, false);
    }

    /**
     * A trouble with a frame that was looked for because points reach it: none when those points
     * turn out to be deleted.
     */
    synchronized Trouble addReached(Sid sid, String what) {
        return addFrame(sid, what, true);
    }

    private Trouble addFrame(Sid sid, String what, boolean reached) {
        var known = frames.get(sid);
        if (known != null) {
            return known;
        }
        var trouble = add(what, reached);
        frames.put(sid, trouble);
        return trouble;
    }

    /** A trouble with one frame, where it lies. */
    synchronized void addFrame(Sid sid, String what, String packName) {
        addFrame(sid, what).pack = packName;
    }

    /** A trouble with all of a pack. */
    synchronized void addPack(String packName, String what) {
        var trouble = add(what);
        trouble.pack = packName;
        packs.put(packName, trouble);
    }

    /** What is wrong with a frame. */
    synchronized Optional<Trouble> ofFrame(Sid sid) {
        return Optional.ofNullable(frames.get(sid));
    }

    /** What is wrong with all frames of a pack. */
    synchronized Optional<Trouble> ofPack(String packName) {
        return Optional.ofNullable(packs.get(packName));
    }

    /** Says that a point suffers from a trouble. */
    synchronized void reach(Trouble trouble, String point) {
        trouble.points.add(point);
    }

    synchronized List<Damage> damages() {
        return all.stream()
                .filter(Trouble::counts)
                .map(trouble -> new Damage(trouble.what, trouble.pack, List.copyOf(trouble.points)))
                .toList();
    }
}
