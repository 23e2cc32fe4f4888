#!/usr/bin/env python3
"""Computes seal.json from docs/FORMAT.md alone, with no code of Copyhold: hmac, hashlib and the `cryptography` package.

Run once; the result is committed. Frames are raw (codec 0), so that no compressor's version enters.
"""
import hashlib
import hmac
import json
import struct

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def mac(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def kdf(key, info, length=32):
    out, block, n = b"", b"", 1
    while len(out) < length:
        block = mac(key, block + info + bytes([n]))
        out += block
        n += 1
    return out[:length]


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def noise(seed, length):
    return b"".join(hashlib.sha256(seed + struct.pack(">I", i)).digest() for i in range(length // 32 + 1))[:length]


def frame(kind, key, salt, public, encoded):
    once = kdf(key, salt + b"\x01", 48)
    head = struct.pack(">BBHII", 1, kind, 0, len(public), len(encoded) + 16) + salt + once[32:] + public
    return head + AESGCM(once[:32]).encrypt(bytes(12), encoded, head)


def chunk(secret, plain):
    keys = kdf(secret, b"hash", 64)
    tags = [AESGCM(k).encrypt(bytes(12), plain, None)[-16:] for k in (keys[:32], keys[32:])]
    m = mac(secret, b"data" + struct.pack(">I", len(plain)) + tags[0] + tags[1])
    key = kdf(m, b"key")
    encoded = struct.pack(">BI", 0, len(plain)) + plain
    salt = mac(key, encoded[:5] + struct.pack(">I", crc32c(encoded)))[:16]
    sealed = frame(1, key, salt, b"", encoded)
    return {"plain": plain.hex(), "crc32c": crc32c(plain), "pid": kdf(m, b"pid").hex(), "key": key.hex(),
            "sid": hashlib.sha256(sealed).hexdigest(), "frame": sealed.hex()}


def page(secret, public, plain):
    m = mac(secret, b"page" + struct.pack(">I", len(public)) + public + plain)
    key = kdf(m, b"key")
    encoded = struct.pack(">BI", 0, len(plain)) + plain
    salt = mac(key, hashlib.sha256(public + encoded).digest())[:16]
    sealed = frame(2, key, salt, public, encoded)
    return {"public": public.hex(), "plain": plain.hex(), "key": key.hex(),
            "sid": hashlib.sha256(sealed).hexdigest(), "frame": sealed.hex()}


def pack(frames):
    at, out, footer = 8, b"CHPACK01", b""
    for sealed, kind in frames:
        footer += hashlib.sha256(sealed).digest() + struct.pack(">IIB", at, len(sealed), kind)
        out += sealed
        at += len(sealed)
    footer += struct.pack(">I", len(frames)) + b"CHPFOOT1"
    return {"name": hashlib.sha256(footer).hexdigest(), "footer": footer.hex(),
            "sha256": hashlib.sha256(out + footer).hexdigest()}


def cuts(gear, data):
    found, start = [], 0
    while start < len(data):
        at, end, h = min(start + (256 << 10), len(data)), min(start + (4 << 20), len(data)), 0
        while at < end:
            h = ((h << 1) + gear[data[at]]) & 0xFFFFFFFFFFFFFFFF
            at += 1
            if h >> (42 if at - start <= 1 << 20 else 46) == 0:
                break
        found.append(at)
        start = at
    return found


secret = bytes(range(32))
chunks = [chunk(secret, b""), chunk(secret, b"\x00"), chunk(secret, noise(b"chunk", 1000)), chunk(secret, noise(b"long", 16_400))]
pages = [page(secret, b"", b""), page(secret, noise(b"public", 76), noise(b"sealed", 500))]
gear = struct.unpack(">256Q", kdf(secret, b"gear", 2048))
with open(__file__.replace("make-seal.py", "seal.json"), "w") as out:
    json.dump({
        "secret": secret.hex(), "chunks": chunks, "pages": pages,
        "pack": pack([(bytes.fromhex(c["frame"]), 1) for c in chunks] + [(bytes.fromhex(p["frame"]), 2) for p in pages]),
        "gear": "%016x %016x" % (gear[0], gear[255]),
        "mark": {"path": b"photos/a.jpg".hex(), "mark": "%016x" % int.from_bytes(mac(kdf(secret, b"split"), b"photos/a.jpg")[:8], "big")},
        "cuts": {"seed": "cuts", "length": 8 << 20, "at": cuts(gear, noise(b"cuts", 8 << 20))},
    }, out, indent=1)
    out.write("\n")
