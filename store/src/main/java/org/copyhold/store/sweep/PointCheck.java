package org.copyhold.store.sweep;

import org.copyhold.store.CommittedPoint;
import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.Tolerance;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sha256;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.Location;
import org.copyhold.store.index.Points;
import org.copyhold.store.pack.PackReader;
import org.copyhold.store.seal.Opener;
import org.copyhold.store.sweep.Troubles.Trouble;
import org.copyhold.store.tree.PublicFace;
import org.copyhold.store.tree.PublicFace.Child;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows points by their public faces to the last frame: all must be present, and whole. A page
 * that several points share is followed once. Used by one thread, after {@link PackCheck}.
 */
final class PointCheck {
    private static final int CHUNK = -1;

    private final BlobStore blobs;
    private final Index index;
    private final Points points;
    private final Troubles troubles;
    private final PackReader reader;
    private final Tolerance tolerance;

    /** What lies below each page seen so far that is not as it must be: for most nothing. */
    private final Map<Sid, Set<Trouble>> below = new HashMap<>();

    PointCheck(BlobStore blobs, Index index, Points points, Troubles troubles) {
        this.blobs = blobs;
        this.index = index;
        this.points = points;
        this.troubles = troubles;
        this.reader = new PackReader(blobs);
        this.tolerance = new Tolerance(blobs);
    }

    void check(CommittedPoint point) {
        var records = badRecords(point);
        if (!records.isEmpty() && !isCommitted(point)) {
            return; // deleted since it was listed
        }
        var found = new HashSet<>(followTop(point));
        if (!found.isEmpty() && !isCommitted(point)) {
            return; // deleted while it was followed
        }
        records.forEach(what -> found.add(troubles.add(what)));
        found.forEach(trouble -> troubles.reach(trouble, point.id()));
    }

    private Set<Trouble> followTop(CommittedPoint point) {
        var place = index.find(List.of(point.top())).get(point.top());
        return follow(new Child(point.top(), point.topLength()), place, point.height());
    }

    private List<String> badRecords(CommittedPoint point) {
        var bad = new ArrayList<String>();
        var folder = "points/" + point.id() + "/";
        try {
            if (!Arrays.equals(Sha256.hash(blobs.get(folder + "root")), point.rootHash())) {
                bad.add(
                        "The root of recovery point "
                                + point.id()
                                + " in "
                                + blobs.describe()
                                + " is not the one that was committed.");
            }
        } catch (StoreException.Missing | StoreException.Corrupt | StoreException.Unavailable e) {
            bad.add(tolerance.told(e));
        }
        if (blobs.list(folder).stream().noneMatch(name -> name.startsWith(folder + "wrap-"))) {
            bad.add(
                    "There is no wrap of recovery point "
                            + point.id()
                            + " in "
                            + blobs.describe()
                            + ".");
        }
        return bad;
    }

    private boolean isCommitted(CommittedPoint point) {
        try {
            points.get(point.id());
            return true;
        } catch (StoreException.Missing e) {
            return false;
        }
    }

    /**
     * What is wrong with a frame and all below it.
     *
     * @param height of the page, or {@link #CHUNK}
     */
    private Set<Trouble> follow(Child frame, @Nullable Location place, int height) {
        if (place == null) {
            var what = "Frame " + frame.sid() + " is not in " + blobs.describe() + ".";
            return Set.of(troubles.addReached(frame.sid(), what));
        }
        var trouble = look(frame, place);
        return trouble.isEmpty() && height != CHUNK ? followSound(frame, place, height) : trouble;
    }

    private Set<Trouble> followSound(Child page, Location place, int height) {
        Interrupted.check();
        var known = below.get(page.sid());
        if (known != null) {
            return known;
        }
        Set<Trouble> found;
        try {
            found = followChildren(face(page, place, height));
        } catch (StoreException.Missing | StoreException.Corrupt | StoreException.Unavailable e) {
            var what = tolerance.told(e);
            var now = index.find(List.of(page.sid())).get(page.sid());
            if (now != null && now.packId() != place.packId()) {
                return followSound(page, now, height); // moved to another pack meanwhile
            }
            found = Set.of(troubles.addReached(page.sid(), what));
        }
        below.put(page.sid(), found);
        return found;
    }

    private PublicFace face(Child page, Location place, int height) {
        var frame = reader.frame(place.packName(), place.offset(), place.length(), page.sid());
        var face = PublicFace.parse(Opener.publicFace(frame));
        if (face.height() != height) {
            throw new StoreException.Corrupt(
                    "Page "
                            + page.sid()
                            + " in "
                            + blobs.describe()
                            + " has height "
                            + face.height()
                            + " where "
                            + height
                            + " is expected.",
                    "It was not written by Copyhold: use a copy of the recovery point.");
        }
        return face;
    }

    private Set<Trouble> followChildren(PublicFace face) {
        var places = index.find(face.children().stream().map(Child::sid).toList());
        var found = new HashSet<Trouble>();
        for (var child : new HashSet<>(face.children())) {
            found.addAll(follow(child, places.get(child.sid()), face.height() - 1));
        }
        return found.isEmpty() ? Set.of() : found;
    }

    /** What is wrong with a frame itself. */
    private Set<Trouble> look(Child frame, Location place) {
        if (place.length() != frame.frameLength()) {
            var what =
                    "Frame "
                            + frame.sid()
                            + " in "
                            + blobs.describe()
                            + " has "
                            + place.length()
                            + " bytes where its page says "
                            + frame.frameLength()
                            + ".";
            return Set.of(troubles.addFrame(frame.sid(), what));
        }
        var found = new HashSet<Trouble>();
        troubles.ofFrame(frame.sid()).ifPresent(found::add);
        troubles.ofPack(place.packName()).ifPresent(found::add);
        return found;
    }
}
