package org.copyhold.work;

import java.util.List;

/**
 * What a rebuild brought back.
 *
 * @param stores where stores were found
 * @param absent where there was none
 * @param unreached a sentence for each store that cannot be read now, which comes back later
 * @param packs packs that lie in them
 * @param vaults vaults that are back
 * @param points recovery points that are back
 * @param damages a sentence for each thing that is not, or not whole
 */
public record RebuildReport(
        List<String> stores,
        List<String> absent,
        List<String> unreached,
        long packs,
        long vaults,
        long points,
        List<String> damages) {
    public RebuildReport {
        stores = List.copyOf(stores);
        absent = List.copyOf(absent);
        unreached = List.copyOf(unreached);
        damages = List.copyOf(damages);
    }

    /** Whether all is back that was looked for, and whole. */
    public boolean isWhole() {
        return unreached.isEmpty() && damages.isEmpty();
    }
}
