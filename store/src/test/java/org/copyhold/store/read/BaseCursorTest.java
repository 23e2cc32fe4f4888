package org.copyhold.store.read;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parts of a point are found by their paths. */
class BaseCursorTest extends PointTrial {
    @Test
    void whatIsKeptFromABaseGivesTheSameTop() {
        someFiles();
        var first = ingest();
        var again = keepAll(first);
        assertThat(again).isEqualTo(first);
        assertThat(progress.readBytes()).isZero();
        assertThat(progress.storedBytes()).isZero();
    }

    @Test
    void aBaseFindsTheEntriesThatItHas() {
        someFiles();
        var tree = ingest();
        var paths = new ArrayList<>(files.byPath.keySet());
        try (var base = new BaseCursor(blobs, opened.store().index(), work, tree)) {
            for (int i = 0; i < paths.size(); i += 1 + random.nextInt(400)) {
                var path = paths.get(i);
                var beside = (new String(path, UTF_8) + "!").getBytes(UTF_8);
                var found = requireNonNull(base.seek(path));
                assertThat(found.metadata()).isEqualTo(files.at(path).metadata());
                assertThat(base.seek(beside)).isNull();
            }
            assertThat(base.seek("zzz".getBytes(UTF_8))).isNull();
            assertThat(base.trouble()).isEmpty();
        }
    }

    @Test
    void aBaseThatCannotBeReadSaysSo() {
        someFiles();
        var tree = ingest();
        blobs.list("packs/").forEach(blobs::delete);
        try (var base = new BaseCursor(blobs, opened.store().index(), work, tree)) {
            assertThat(base.seek(files.byPath.firstKey())).isNull();
            assertThat(base.trouble()).isPresent();
            assertThat(base.seek(files.byPath.lastKey())).isNull();
        }
    }

    @Test
    void onlyWantedEntriesAreRead() {
        someFiles();
        var tree = ingest();
        var roots = List.of("d03", "d05/f00005", "nowhere/at/all", "d1");
        var filter = PathFilter.below(roots.stream().map(root -> root.getBytes(UTF_8)).toList());
        var wanted = files.byPath.keySet().stream().filter(filter::wants).toList();
        var read = new ArrayList<byte[]>();
        try (var reader = reader(tree, filter)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                read.add(entry.path());
                assertThat(whole(entry)).isEqualTo(expected(entry.path()));
            }
        }
        assertThat(wanted).hasSizeBetween(20, 500);
        assertThat(read).usingElementComparator(Arrays::compare).containsExactlyElementsOf(wanted);
    }
}
