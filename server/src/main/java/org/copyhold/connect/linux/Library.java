package org.copyhold.connect.linux;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/** Finds functions of the C library, which are to leave errno where it can be read. */
final class Library {
    private Library() {}

    static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return link(
                name,
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    static MethodHandle variadic(
            String name, int fixed, MemoryLayout result, MemoryLayout... arguments) {
        return link(
                name,
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(fixed));
    }

    private static MethodHandle link(
            String name, FunctionDescriptor shape, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        var symbol =
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(
                                () ->
                                        new UnsupportedOperationException(
                                                "The C library has no "
                                                        + name
                                                        + ": folders and volumes need Linux with"
                                                        + " glibc 2.28 or later"));
        return linker.downcallHandle(symbol, shape, options);
    }

    static RuntimeException broken(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(
                "A call into the C library does not fit its declaration", e);
    }
}
