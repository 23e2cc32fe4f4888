package org.copyhold.bench;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Copyhold through its API: from the call to the job that is COMPLETED. */
final class Ours implements Peer {
    /** Copies that move nothing, before anything is timed. */
    private static final int QUICK_COPIES = 40;

    private final Path folder;
    private final Subject subject;
    private final BackupClient east;
    private final BackupClient west;
    private final EngineBench.Flow flow;

    /** A server that has backed up, copied and restored other data: servers run for weeks. */
    Ours(Path launcher, Path folder, Path data, Path other) throws IOException {
        this(Subject.copyhold(launcher, folder, data, other), folder, EngineBench.resource(data));
    }

    /** The same over a resource that is no folder. */
    static Ours of(Path launcher, Path folder, Path other, Subject.More more) throws IOException {
        return new Ours(
                Subject.copyhold(launcher, folder, other, other, more.configuration()),
                folder,
                more.arn());
    }

    private Ours(Subject subject, Path folder, String resource) {
        this.folder = folder;
        this.subject = subject;
        east = subject.client(Region.US_EAST_1);
        west = subject.client(Region.EU_WEST_1);
        var before = new EngineBench.Flow(east, west, EngineBench.OTHER_RESOURCE);
        before.whole();
        for (int i = 0; i < QUICK_COPIES; i++) {
            before.copyInside();
            before.copy();
        }
        flow = new EngineBench.Flow(east, west, resource);
    }

    @Override
    public String name() {
        return "copyhold";
    }

    @Override
    public Tool.Cost backUp() {
        return time(flow::backUp);
    }

    @Override
    public Tool.Cost copy() {
        return time(flow::copy);
    }

    /** Copies the newest backup into another vault of the same store. */
    Tool.Cost copyInside() {
        return time(flow::copyInside);
    }

    @Override
    public Tool.Cost restore() {
        return time(flow::restore);
    }

    /** Most memory that the server has had so far, in bytes. */
    long memory() throws IOException {
        return subject.memory();
    }

    private Tool.Cost time(Runnable job) {
        var cpuBefore = subject.cpu();
        var began = System.nanoTime();
        job.run();
        var elapsed = Duration.ofNanos(System.nanoTime() - began);
        return new Tool.Cost(elapsed, subject.cpu().minus(cpuBefore));
    }

    @Override
    public Path source() {
        return folder.resolve("stores/us-east-1");
    }

    @Override
    public Path destination() {
        return folder.resolve("stores/eu-west-1");
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        east.close();
        west.close();
        subject.close();
        Peer.super.close();
    }
}
