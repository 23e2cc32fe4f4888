package org.copyhold.bench.micro;

import org.copyhold.store.chunk.FastCdc;
import org.copyhold.store.seal.DedupDomain;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Where the cuts of a stream come from. */
@State(Scope.Benchmark)
public class Domain {
    final FastCdc cutter = DedupDomain.of("bench", new byte[DedupDomain.SECRET_BYTES]).cutter();
}
