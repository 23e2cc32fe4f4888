package org.copyhold.work;

import java.util.List;

/**
 * What a rebuild brought back.
 *
 * @param stores where stores were found
 * @param absent where there was none
 * @param packs packs that lie in them
 * @param vaults vaults that are back
 * @param points recovery points that are back
 * @param damages a sentence for each thing that is not, or not whole
 */
public record RebuildReport(
        List<String> stores,
        List<String> absent,
        long packs,
        long vaults,
        long points,
        List<String> damages) {
    public RebuildReport {
        stores = List.copyOf(stores);
        absent = List.copyOf(absent);
        damages = List.copyOf(damages);
    }
}
