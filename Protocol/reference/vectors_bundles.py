"""Vectors for bundles, whole files."""

import zlib

import bundles
import wire
from vectors_changes import folded
from vectors_messages import FIRST, NOON, SECOND, SPACE

NAME = "Acme Lyon"
GOOD = bundles.content(SPACE, NAME, NOON, (FIRST, SECOND))
VALUE = {
    "space": SPACE.hex(), "spaceName": NAME, "written": str(NOON), "changes": [FIRST.hex(), SECOND.hex()],
}


def read(name, why, file, value=VALUE, unpacked=None):
    """Read by everyone; `unpacked` is what a program of this version packs."""
    assert bundles.read(file) == value, name
    return {"name": name, "why": why, "file": folded(file), "value": value,
            **({} if unpacked is None else {"unpacked": folded(unpacked)})}


def refused(name, why, reason, file):
    try:
        bundles.read(file)
        raise AssertionError(f"{name}: taken")
    except bundles.BundleError as error:
        assert error.reason == reason, f"{name}: {error.reason}"
    return {"name": name, "why": why, "file": folded(file), "error": reason}


def packed(data):
    return bundles.packed(bundles.sealed(data))


def bundle_vectors():
    line = bundles.MAGIC_WORD + bundles.VERSION
    file = packed(GOOD)
    flipped = bytearray(bundles.sealed(GOOD))
    flipped[len(line) + 30] ^= 1
    header = bundles.content(SPACE, NAME, NOON, (), count=2)
    unknown = wire.varint_field(9, 1)
    body = header[len(line) + 1:]
    longer = line + wire.varint(len(body) + len(unknown)) + body + unknown + GOOD[len(header):]
    nothing = bundles.content(SPACE, "", 0, ())
    return [
        read("two changes", "The line, the header, each change with its length in front, and the hash of all that.",
             file, unpacked=bundles.sealed(GOOD)),
        read("no changes", "What there is to say since then may be nothing.", packed(nothing),
             {"space": SPACE.hex(), "spaceName": "", "written": "0", "changes": []}, bundles.sealed(nothing)),
        read("packed small", "How well it is packed says nothing.", small(bundles.sealed(GOOD)),
             unpacked=bundles.sealed(GOOD)),
        read("a header with a field of later", "Fields that are not known are passed over.", packed(longer)),
        read("a change that cannot be read", "As a file it is sound. What is in it is checked next.",
             packed(bundles.content(SPACE, NAME, NOON, (b"\xff",))), {**VALUE, "changes": ["ff"]},
             bundles.sealed(bundles.content(SPACE, NAME, NOON, (b"\xff",)))),
        refused("nothing", "An empty file.", "not_a_bundle", b""),
        refused("a text", "No gzip.", "not_a_bundle", b"Dear Maria,\n"),
        refused("something else that is packed", "gzip, with another beginning.", "not_a_bundle",
                bundles.packed(b"hello\n")),
        refused("a newer version", "Its first line names 2.", "newer_version",
                packed(bundles.MAGIC_WORD + b"2\n" + GOOD[len(line):])),
        refused("cut", "As a copy that was ended leaves it.", "damaged", file[:-40]),
        refused("something behind it", "A file is one gzip member, and nothing else.", "damaged", file + b"\n"),
        refused("one bit changed", "The hash tells.", "damaged", bundles.packed(bytes(flipped))),
        refused("no hash", "The hash of what is in front of it is missing.", "damaged", bundles.packed(GOOD)),
        refused("the first line alone", "Neither hash nor header.", "damaged", bundles.packed(line)),
        refused("no header", "A hash, and nothing between.", "damaged", packed(line)),
        refused("fewer changes than it says", "The header's number is checked.", "damaged",
                packed(bundles.content(SPACE, NAME, NOON, (FIRST,), count=2))),
        refused("more changes than it says", "The header's number is checked.", "damaged",
                packed(bundles.content(SPACE, NAME, NOON, (FIRST, SECOND), count=1))),
        refused("a length past the end", "The last change is cut, under a hash that is right.", "damaged",
                packed(GOOD[:-1])),
        refused("a length of six bytes", "Lengths have at most five.", "damaged",
                packed(line + b"\x80\x80\x80\x80\x80\x00")),
        refused("a space of 15 bytes", "A space is a UUID.", "damaged",
                packed(bundles.content(SPACE[:15], NAME, NOON, (FIRST,)))),
        refused("a header that is no message", "A field's length passes its end.", "damaged",
                packed(line + b"\x02\x0a\x7f")),
    ]


def small(data):
    """Deflated, which may come out differently where another zlib does it; it is read alike."""
    packer = zlib.compressobj(9, zlib.DEFLATED, bundles.GZIP, 9, zlib.Z_FIXED)
    return packer.compress(data) + packer.flush()
