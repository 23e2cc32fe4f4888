-- A collection marks the rows of needed frames in a bitmap, so each row has a number. SQLite numbers rows by itself:
-- store_chunk must stay a table with a rowid there.
${numberChunks}

create view store_frame as
    select ${chunkNumber} as number, store, sid, pack, pack_offset, length from store_chunk;

-- Frames removed since it was last looked for hints whose frame is gone.
alter table store_store add column frames_gone bigint not null default 0;
