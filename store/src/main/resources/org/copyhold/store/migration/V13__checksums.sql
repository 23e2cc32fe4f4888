-- Of the whole pack, as S3 keeps it: a storage service that copies a pack by itself must tell the same.
-- Unknown for packs written before, and for those that a resumed job adopted; they pass through the server.
alter table store_pack add column crc32c bigint;
