package org.copyhold.store.blob;

/**
 * How a store likes to be used: what a request costs there.
 *
 * @param gapBytes what is cheaper to read and forget than to ask around
 * @param pieceBytes how much of a long blob to ask for at once
 * @param transfers packs of one kind on their way at once, where all are not too many
 */
public record Reach(int gapBytes, int pieceBytes, int transfers) {
    /** In this machine. */
    public static final Reach NEAR = new Reach(64 << 10, 1 << 20, 4);

    /** Behind a network: every request waits some milliseconds for its answer. */
    public static final Reach FAR = new Reach(1 << 20, 4 << 20, 4);

    /** For what goes from one to the other. */
    public Reach and(Reach other) {
        return new Reach(
                Math.max(gapBytes, other.gapBytes),
                Math.max(pieceBytes, other.pieceBytes),
                Math.max(transfers, other.transfers));
    }
}
