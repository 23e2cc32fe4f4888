package org.copyhold.store.blob;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Has the kernel forget what it keeps of a file in memory, so that who reads it next reads the
 * disk. What was not synced stays. Where the C library has no such call, nothing is done.
 */
final class PageCache {
    private static final Logger LOG = LoggerFactory.getLogger(PageCache.class);

    /** Linux's, on x86 and ARM alike. */
    private static final int DONTNEED = 4;

    private static final int READ_ONLY = 0;

    private static final Optional<Calls> CALLS = Calls.find();

    private PageCache() {}

    private record Calls(MethodHandle open, MethodHandle advise, MethodHandle close) {
        static Optional<Calls> find() {
            var linker = Linker.nativeLinker();
            var library = linker.defaultLookup();
            var open = library.find("open");
            var advise = library.find("posix_fadvise");
            var close = library.find("close");
            if (open.isEmpty() || advise.isEmpty() || close.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Calls(
                            linker.downcallHandle(
                                    open.get(),
                                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                                    Linker.Option.firstVariadicArg(2)),
                            linker.downcallHandle(
                                    advise.get(),
                                    FunctionDescriptor.of(
                                            JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT)),
                            linker.downcallHandle(
                                    close.get(), FunctionDescriptor.of(JAVA_INT, JAVA_INT))));
        }
    }

    /** Whether the kernel was told. */
    static boolean drop(Path file) {
        if (CALLS.isEmpty()) {
            return false;
        }
        try {
            return drop(CALLS.get(), file);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean drop(Calls calls, Path file) throws Throwable {
        try (var arena = Arena.ofConfined()) {
            int opened =
                    (int) calls.open().invokeExact(arena.allocateFrom(file.toString()), READ_ONLY);
            if (opened < 0) {
                LOG.debug("{} cannot be opened to be read from its disk", file);
                return false;
            }
            try {
                return (int) calls.advise().invokeExact(opened, 0L, 0L, DONTNEED) == 0;
            } finally {
                int closed = (int) calls.close().invokeExact(opened);
                LOG.trace("Closed: {}", closed);
            }
        }
    }
}
