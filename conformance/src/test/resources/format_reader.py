"""Restores a recovery point from a store's folder and the master key's file, with nothing of Copyhold.

Written from docs/FORMAT.md alone; its section numbers stand in the comments. Needs Python's standard library, the module
`cryptography`, and a zstd module (`zstandard`, or Python 3.14's own).

    format_reader.py STORE MASTER_KEY                  lists the points
    format_reader.py STORE MASTER_KEY POINT TARGET     restores one into the folder TARGET, which is made
"""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import stat
import struct
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

try:
    from compression import zstd

    def decompress(body, length):
        return zstd.decompress(body)
except ImportError:
    import zstandard

    def decompress(body, length):
        return zstandard.ZstdDecompressor().decompress(body, max_output_size=length)

CRC32C_TABLE = []
for byte in range(256):
    for _ in range(8):
        byte = (byte >> 1) ^ (0x82F63B78 if byte & 1 else 0)
    CRC32C_TABLE.append(byte)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = CRC32C_TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def sha256(data):
    return hashlib.sha256(data).digest()


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def kdf(key, info, length=32):
    """HKDF-Expand, RFC 5869."""
    out, block, n = b"", b"", 1
    while len(out) < length:
        block = mac(key, block + info + bytes([n]))
        out += block
        n += 1
    return out[:length]


def text(value):
    data = value.encode()
    return struct.pack(">H", len(data)) + data


def u32(number):
    return struct.pack(">I", number)


def require(condition, what):
    if not condition:
        raise SystemExit(what)


class Bytes:
    """Reads a page's face or an entry's metadata from front to back."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        require(0 <= count <= len(self.data) - self.at, "a face ends early")
        self.at += count
        return self.data[self.at - count:self.at]

    def number(self, count):
        return int.from_bytes(self.take(count), "big")

    def varint(self):
        value, shift = 0, 0
        while True:
            byte = self.number(1)
            value |= (byte & 0x7F) << shift
            if not byte & 0x80:
                return value
            shift += 7
            require(shift < 63, "a varint is too long")

    def block(self):
        return self.take(self.varint())

    def rest(self):
        return self.take(len(self.data) - self.at)

    def more(self):
        return self.at < len(self.data)


class Store:
    def __init__(self, root, master_key):
        self.root = pathlib.Path(root)
        self.master = bytes.fromhex(pathlib.Path(master_key).read_text().strip())
        store = json.loads((self.root / "store.json").read_bytes())  # §1
        require((store["format"], store["suite"]) == (1, 1), "a format that this page does not tell of")
        require(store["crc32c"] == crc32c(store["store"].encode()), "a damaged store.json")
        self.frames = {}
        for pack in sorted(self.root.glob("packs/*/*")):
            self.read_footer(pack)

    def read_footer(self, pack):  # §3
        data = pack.read_bytes()
        require(data[:8] == b"CHPACK01" and data[-8:] == b"CHPFOOT1", f"{pack} is no pack")
        count = int.from_bytes(data[-12:-8], "big")
        footer = data[len(data) - 12 - 41 * count:]
        require(sha256(footer).hex() == pack.name, f"the footer of {pack} is not what its name says")
        require(pack.parent.name == pack.name[:2], f"{pack} lies in the wrong folder")
        end = 8
        for i in range(count):
            sid, offset, length, kind = struct.unpack(">32sIIB", footer[41 * i:41 * (i + 1)])
            require(offset == end, f"a gap in {pack}")
            end = offset + length
            self.frames[sid] = (pack, offset, length, kind)
        require(end == len(data) - len(footer), f"{pack} does not end where its footer says")

    def frame(self, sid, kind):  # §2
        pack, offset, length, its_kind = self.frames[sid]
        require(kind == its_kind, f"{sid.hex()} is of another type")
        with open(pack, "rb") as file:
            file.seek(offset)
            frame = file.read(length)
        require(sha256(frame) == sid, f"frame {sid.hex()} in {pack} is damaged")
        return frame

    def open(self, sid, kind, ck):
        """The public face and the plaintext of a frame."""
        frame = self.frame(sid, kind)
        suite, its_kind, zero, p, c = struct.unpack(">BBHII", frame[:12])
        require((suite, its_kind, zero) == (1, kind, 0), "a header that this page does not tell of")
        salt, commitment = frame[12:28], frame[28:44]
        keys = kdf(ck, salt + bytes([suite]), 48)
        require(hmac.compare_digest(keys[32:], commitment), "the key of another frame")
        require(len(frame) == 44 + p + c, "a frame of another length")
        plain = AESGCM(keys[:32]).decrypt(bytes(12), frame[44 + p:], frame[:44 + p])
        codec, length, body = plain[0], int.from_bytes(plain[1:5], "big"), plain[5:]
        require(codec in (0, 1), "a codec that this page does not tell of")
        content = body if codec == 0 else decompress(body, length)
        require(len(content) == length, "content of another length")
        return frame[44:44 + p], content

    def record(self, name):  # §7
        data = (self.root / name).read_bytes()
        signature = mac(kdf(self.master, b"record"), name.encode() + b"\0" + data[32:])
        require(hmac.compare_digest(signature, data[:32]), f"{name} was not written with this master key")
        return json.loads(data[32:])

    def newest(self, folder, prefix):
        numbers = [int(it.name[len(prefix):]) for it in (self.root / folder).glob(prefix + "[1-9]*")]
        return f"{folder}/{prefix}{max(numbers)}"

    def vault_key(self, key, version):  # §7
        record = self.record(f"keys/{key}-{version}")
        require((record["kind"], record["version"]) == ("vault", version), "not a vault's key")
        sealed = base64.b64decode(record["sealed"])
        require(sealed[0] == 1, "a scheme that this page does not tell of")
        context = b"copyhold-key-1" + text(key) + u32(version)
        return AESGCM(kdf(self.master, b"vault")).decrypt(sealed[1:13], sealed[13:], context)

    def points(self):
        return sorted(it.parent.name for it in self.root.glob("points/*/root"))

    def root_record(self, point):  # §5
        return (self.root / "points" / point / "root").read_bytes()

    def root_key(self, point):  # §6
        data = self.root_record(point)
        root = json.loads(data)
        require(root["format"] == 1 and root["point"] == point, "the root of another point")
        wrap = json.loads((self.root / self.newest(f"points/{point}", "wrap-")).read_bytes())
        vault = root["labels"]["vault"]
        context = (
            b"copyhold-wrap-1" + text(root["labels"]["account"]) + text(vault) + text(point)
            + bytes.fromhex(root["top"]) + u32(wrap["keyVersion"]) + sha256(data)
        )
        wrapped = base64.b64decode(wrap["wrapped"])
        require(wrapped[0] == 1, "a scheme that this page does not tell of")
        key = self.vault_key(wrap["key"], wrap["keyVersion"])
        return root, AESGCM(key).decrypt(wrapped[1:13], wrapped[13:], context)

    def metadata(self, root, key):  # §5
        sealed = base64.b64decode(root["sealed"])
        opener = AESGCM(kdf(key, b"metadata" + sealed[:32]))
        return opener.decrypt(bytes(12), sealed[32:], bytes.fromhex(root["top"]))

    def records(self, sid, ck, height):  # §4
        """All records below a page, in order: (body, sid of its chunk or None)."""
        public, sealed = self.open(sid, 2, ck)
        face = Bytes(public)
        version, its_height, count = face.number(1), face.number(1), face.number(4)
        require((version, its_height) == (1, height), "a page of another height")
        children = [(face.take(32), face.number(4)) for _ in range(count)]
        require(not face.more(), "more than its children in a public face")
        for child, length in children:
            require(self.frames[child][2] == length, "a child of another length")
        inside = Bytes(sealed)
        if height > 0:
            for child, _ in children:
                key = inside.take(32)
                inside.number(1)  # continues
                inside.block()  # first path
                yield from self.records(child, key, height - 1)
            require(not inside.more(), "more than its children in a sealed face")
            return
        chunks = iter(children)
        while inside.more():
            body = inside.block()
            yield body, next(chunks)[0] if body[0] == 2 else None
        require(next(chunks, None) is None, "more chunks than records")

    def chunk(self, record, sid):
        """The gap before a chunk, and its plaintext."""
        gap, length, crc, ck = record.varint(), record.varint(), record.number(4), record.take(32)
        _, content = self.open(sid, 1, ck)
        require((len(content), crc32c(content)) == (length, crc), "content that was not backed up")
        return gap, content


class Target:
    """Makes the items of a folder tree (§8)."""

    def __init__(self, folder):
        self.folder = os.fsencode(folder)
        self.file, self.late, self.entries = None, [], 0

    def path(self, path):
        return os.path.join(self.folder, path) if path else self.folder

    def begin(self, path, size, metadata):
        self.end()
        self.entries += 1
        meta = Bytes(metadata)
        version, kind, mode = meta.number(1), meta.number(1), meta.number(2)
        require(version == 1, "metadata that this page does not tell of")
        uid, gid = meta.number(4), meta.number(4)
        mtime = int.from_bytes(meta.take(8), "big", signed=True) * 10**9 + meta.number(4)
        meta.take(12 + 8 + 8)  # ctime, device, inode
        require(meta.varint() == size or kind != 1, "two sizes")
        at = self.path(path)
        if kind == 1:
            self.file = open(at, "xb")
            self.size, self.position = size, 0
        elif kind == 2:
            os.mkdir(at)
        elif kind == 3:
            os.symlink(meta.block(), at)
        elif kind == 4:
            os.link(self.path(meta.block()), at)
            return
        elif kind == 5:
            os.mkfifo(at)
        elif kind == 6:
            os.mknod(at, stat.S_IFSOCK)
        else:
            major, minor = meta.number(4), meta.number(4)
            os.mknod(at, {7: stat.S_IFCHR, 8: stat.S_IFBLK}[kind], os.makedev(major, minor))
        attributes = [(meta.block(), meta.block()) for _ in range(meta.varint())]
        require(not meta.more(), "more metadata than this page tells of")
        self.late.append((at, kind, mode, uid, gid, mtime, attributes))

    def write(self, gap, content):
        self.file.seek(self.position + gap)
        self.file.write(content)
        self.position += gap + len(content)

    def end(self):
        if self.file:
            require(self.position <= self.size, "more content than the entry tells of")
            self.file.truncate(self.size)
            self.file.close()
            self.file = None

    def finish(self):
        self.end()
        for at, kind, mode, uid, gid, mtime, attributes in reversed(self.late):
            os.chown(at, uid, gid, follow_symlinks=False)
            for name, value in attributes:
                os.setxattr(at, name, value, follow_symlinks=False)
            if kind != 3:
                os.chmod(at, mode)
            os.utime(at, ns=(mtime, mtime), follow_symlinks=False)


def restore(store, point, folder):
    root, key = store.root_key(point)
    store.record(store.newest(f"points/{point}", "state-"))
    store.record(store.newest(f"vaults/{root['labels']['vault']}", ""))
    store.metadata(root, key)
    require(store.frames[bytes.fromhex(root["top"])][2] == root["topLength"], "a top of another length")
    target, behind, total = Target(folder), None, 0
    for body, sid in store.records(bytes.fromhex(root["top"]), key, root["height"]):
        record = Bytes(body)
        if record.number(1) == 1:
            flags, path, size, metadata = record.number(1), record.block(), record.varint(), record.block()
            total += size
            behind = (path, size) if flags & 2 else None
            if not behind:
                target.begin(path, size, metadata)
            inline = record.rest()
            require(bool(flags & 1) or not inline, "content that no flag tells of")
            if inline:
                target.write(0, inline)
        elif behind:
            target.begin(*behind, store.chunk(record, sid)[1])
            behind = None
        else:
            target.write(*store.chunk(record, sid))
    target.finish()
    require((target.entries, total) == (root["entries"], root["logicalBytes"]), "other totals than the root tells of")
    print(f"{target.entries} entries, {total} bytes")


if __name__ == "__main__":
    opened = Store(sys.argv[1], sys.argv[2])
    if len(sys.argv) == 3:
        print("\n".join(opened.points()))
    else:
        restore(opened, sys.argv[3], sys.argv[4])
