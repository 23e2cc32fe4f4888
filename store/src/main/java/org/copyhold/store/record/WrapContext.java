package org.copyhold.store.record;

import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.Context;

/**
 * What a wrap is bound to: it opens for this point in this vault only, and only beside this root
 * record.
 *
 * @param rootHash SHA-256 of the root record
 */
public record WrapContext(
        String account, String vault, String point, Sid top, int keyVersion, byte[] rootHash) {
    /** The context's bytes. */
    public byte[] bytes() {
        return new Context("copyhold-wrap-1")
                .text(account)
                .text(vault)
                .text(point)
                .raw(top.bytes())
                .number(keyVersion)
                .raw(rootHash)
                .bytes();
    }
}
