package org.copyhold.store.index;

import org.copyhold.store.Work;
import org.copyhold.store.chunk.Pid;
import org.copyhold.store.chunk.Sid;

import java.util.Collection;
import java.util.Map;

/**
 * One store's part of the database: where frames lie, and who needs which pack. Thread-safe. Any
 * number of ids may be asked at once.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class Index {
    Index() {}

    /** The frames that are present, in packs that are LIVE. */
    public Map<Sid, Location> find(Collection<Sid> sids) {
        throw new UnsupportedOperationException(sids.toString());
    }

    /**
     * Keeps the packs of those frames that are present from being deleted until the job ends.
     * Frames of packs that the job itself is still writing are not among them.
     *
     * @return where the held frames lie; what is absent here is absent from the store
     */
    public Map<Sid, Location> hold(Work work, Collection<Sid> sids) {
        throw new UnsupportedOperationException(work.toString() + sids);
    }

    /** What was said by {@link #remember}. */
    public Map<Pid, Known> known(Collection<Pid> pids) {
        throw new UnsupportedOperationException(pids.toString());
    }

    /**
     * Remembers what plaintexts were sealed as. A pid belongs to one dedup domain by the way it is
     * made.
     */
    public void remember(Map<Pid, Known> sealed) {
        throw new UnsupportedOperationException(sealed.toString());
    }
}
