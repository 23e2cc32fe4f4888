package org.copyhold.store.copy;

/**
 * What a copy did.
 *
 * @param progress all bytes
 * @param serverSidePacks packs copied by the storage service itself
 * @param wholePacks packs streamed as they were
 * @param newPacks packs filled with single frames
 * @param sawAll false when pages, and all below them, were skipped because the destination was
 *     known to have them: what they hold is in no number
 */
public record CopyResult(
        CopyProgress progress,
        long serverSidePacks,
        long wholePacks,
        long newPacks,
        Tier tier,
        boolean sawAll) {
    /** A copy inside one store. */
    public static final CopyResult NOTHING_TO_MOVE =
            new CopyResult(new CopyProgress(0, 0, 0, 0, 1), 0, 0, 0, Tier.NONE, false);

    /** The same, when so many packs were read again; a copy that wrote none stays as it is. */
    public CopyResult readBack(int packs) {
        if (packs == 0) {
            return this;
        }
        var now = tier == Tier.V2 ? Tier.V2_READ_BACK : Tier.V1_READ_BACK;
        return new CopyResult(progress, serverSidePacks, wholePacks, newPacks, now, sawAll);
    }
}
