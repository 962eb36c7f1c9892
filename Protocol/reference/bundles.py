"""A bundle, as ../files.md says under "A bundle": changes of one space in a file, to be carried by hand."""

import hashlib
import struct
import zlib

import messages
import wire

MAGIC_WORD, VERSION = b"huddle bundle ", b"1\n"
HASH_BYTES = 32
BUNDLE_BYTES = 256 * 1024 * 1024  # unpacked
GZIP = 16 + zlib.MAX_WBITS
LENGTH_BITS = 35


class BundleError(Exception):
    """Why a file is refused, whole."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def content(space, space_name, written, changes, count=None, magic=MAGIC_WORD + VERSION):
    """What stands in the file before it is packed, without its hash."""
    told = len(changes) if count is None else count
    header = messages.render_protobuf(
        "BundleHeader", {"space": space, "space_name": space_name, "written": written, "count": told})
    return magic + b"".join(wire.varint(len(part)) + part for part in (header, *changes))


def sealed(data):
    """With its hash behind it."""
    return data + hashlib.sha256(data).digest()


def packed(data):
    """As gzip that is the same wherever it is made: stored, not deflated; no name and no time."""
    blocks = [data[start:start + 0xFFFF] for start in range(0, len(data), 0xFFFF)] or [b""]
    stored = b"".join(
        struct.pack("<BHH", number == len(blocks) - 1, len(block), len(block) ^ 0xFFFF) + block
        for number, block in enumerate(blocks)
    )
    return bytes.fromhex("1f8b08000000000000ff") + stored + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def read(file):
    """The plain values of a bundle, or BundleError."""
    data = unpack(file)
    if not data.startswith(MAGIC_WORD):
        raise BundleError("not_a_bundle")
    if not data.startswith(MAGIC_WORD + VERSION):
        raise BundleError("newer_version")
    body = data[:-HASH_BYTES]
    if not body.startswith(MAGIC_WORD + VERSION) or hashlib.sha256(body).digest() != data[-HASH_BYTES:]:
        raise BundleError("damaged")
    parts = list(parts_of(body[len(MAGIC_WORD + VERSION):]))
    if not parts:
        raise BundleError("damaged")
    try:
        header = messages.parse_protobuf("BundleHeader", parts[0])
    except messages.MessageError:
        raise BundleError("damaged") from None
    if len(header.get("space", b"")) != wire.ID_BYTES or header.get("count", 0) != len(parts) - 1:
        raise BundleError("damaged")
    return {
        "space": header["space"].hex(), "spaceName": header.get("space_name", ""),
        "written": str(header.get("written", 0)), "changes": [part.hex() for part in parts[1:]],
    }


def unpack(file):
    stream = zlib.decompressobj(GZIP)
    try:
        data = stream.decompress(file, BUNDLE_BYTES)
    except zlib.error:
        data = None
    if data is None or stream.unused_data or not stream.eof:
        raise BundleError("damaged" if file.startswith(b"\x1f\x8b") else "not_a_bundle")
    return data


def parts_of(data):
    """What follows the first line: each part with its length in front, as a varint of at most five bytes."""
    place = 0
    while place < len(data):
        length = shift = 0
        while True:
            if place == len(data) or shift >= LENGTH_BITS:
                raise BundleError("damaged")
            byte = data[place]
            place += 1
            length |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
        if length > len(data) - place:
            raise BundleError("damaged")
        yield data[place:place + length]
        place += length
