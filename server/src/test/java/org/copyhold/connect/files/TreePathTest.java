package org.copyhold.connect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.connect.files.Tree.b;

import org.junit.jupiter.api.Test;

class TreePathTest {
    @Test
    void aPathHasAFolderAndAName() {
        assertThat(TreePath.parent(b("a/b/c"))).isEqualTo(b("a/b"));
        assertThat(TreePath.name(b("a/b/c"))).isEqualTo(b("c"));
        assertThat(TreePath.parent(b("a"))).isEmpty();
        assertThat(TreePath.name(b("a"))).isEqualTo(b("a"));
        assertThat(TreePath.parts(b("a/b"))).containsExactly(b("a"), b("b"));
        assertThat(TreePath.parts(b(""))).isEmpty();
    }

    @Test
    void onlyPathsOfNamesAreNormal() {
        assertThat(TreePath.isNormal(b("a/..b/...c"))).isTrue();
        assertThat(TreePath.isNormal(b(""))).isTrue();
        for (var path :
                new String[] {"/", "/a", "a/", "a//b", ".", "..", "a/./b", "a/../b", "a\0b"}) {
            assertThat(TreePath.isNormal(b(path))).as(path).isFalse();
        }
    }

    @Test
    void aSlashComesBeforeAllOtherBytes() {
        assertThat(TreePath.compare(b("a/z"), b("a!"))).isNegative();
        assertThat(TreePath.compare(b("a"), b("a/z"))).isNegative();
        assertThat(TreePath.compare(b("a\u0001"), b("a/z"))).isPositive();
        assertThat(TreePath.compare(b("a"), b("a"))).isZero();
        assertThat(TreePath.compare(new byte[] {(byte) 0x80}, b("z"))).isPositive();
    }
}
