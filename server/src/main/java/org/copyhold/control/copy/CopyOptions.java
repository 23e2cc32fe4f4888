package org.copyhold.control.copy;

import java.util.ArrayList;
import java.util.List;

/**
 * What a copy may be asked to do beyond AWS.
 *
 * @param reencrypts whether everything is opened and sealed anew
 * @param readsBack whether what is written is read again before it counts
 */
public record CopyOptions(boolean reencrypts, boolean readsBack) {
    /** A copy as AWS knows it. */
    public static final CopyOptions NONE = new CopyOptions(false, false);

    /** The same, read back where that is asked of all copies. */
    CopyOptions orReadBack(boolean always) {
        return new CopyOptions(reencrypts, readsBack || always);
    }

    /** What tells a call with these from one without. */
    List<String> words() {
        var words = new ArrayList<String>();
        if (reencrypts) {
            words.add("reencrypt");
        }
        if (readsBack) {
            words.add("read back");
        }
        return words;
    }
}
