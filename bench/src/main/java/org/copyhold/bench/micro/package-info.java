/**
 * JMH benchmarks of what the engine does to every byte: cut, identify, seal, compress, pack,
 * verify, open. {@code dev/bench FOLDER 0 micro} runs them.
 */
@NullMarked
package org.copyhold.bench.micro;

import org.jspecify.annotations.NullMarked;
