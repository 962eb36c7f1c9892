"""Vectors for the bytes of changes and for their ids."""

import json
import random
from dataclasses import replace

import huddle
import wire
from wire import FALSE, NONE, TRUE, Change, Value, text

RECORD = huddle.uuid_bytes("00aa0000-0000-8000-8000-0000000000aa")
OTHER = huddle.uuid_bytes("00bb0000-0000-8000-8000-0000000000bb")
STAMP = huddle.stamp(1_795_250_720_123, 4)
WRITE = (("text", text("The valve leaks.")),)
BASE = bytes(range(16))


def change(writes=WRITE, **other):
    parts = dict(stamp=STAMP, replica=0xA1, index=1, record=RECORD, type=None, writes=writes)
    return Change(**{**parts, **other})


def birth(writes=WRITE, type="entry", **other):
    """What a client captures: the record's id follows from it."""
    made = change(writes, type=type, **other)
    return replace(made, record=wire.born_record(made.replica, made.index, type, writes))


def imported(number, content, writes=WRITE, **other):
    """The birth of a record that is derived from `content`."""
    made = change(writes, record=wire.derived(number, content), **other)
    return made if made.type is not None else replace(made, type=wire.DERIVATIONS[number][1])


def shown(decoded):
    """A change as vectors show it; values as in the canonical dump."""
    return {
        "stamp": f"{decoded.stamp:016x}",
        "replica": f"{decoded.replica:016x}",
        "index": str(decoded.index),
        "record": huddle.uuid_text(decoded.record),
        "type": decoded.type,
        "writes": [{"cell": cell, "value": json.loads(huddle.dump_value(value))} for cell, value in decoded.writes],
        "bases": [base.hex() for base in decoded.bases],
        "claimed": None if decoded.claimed is None else f"{decoded.claimed:016x}",
    }


def join(parts):
    """Bytes from hexadecimal digits, or from parts of which some repeat."""
    if isinstance(parts, str):
        return bytes.fromhex(parts)
    return b"".join(
        bytes.fromhex(part) if isinstance(part, str) else bytes.fromhex(part["repeat"]) * part["times"]
        for part in parts
    )


def folded(data):
    """The bytes as parts, with long repetitions of one byte folded."""
    if len(data) < 2000:
        return data.hex()
    parts, plain, position = [], b"", 0
    while position < len(data):
        end = position
        while end < len(data) and data[end] == data[position]:
            end += 1
        if end - position >= 64:
            if plain:
                parts.append(plain.hex())
            parts.append({"repeat": data[position : position + 1].hex(), "times": end - position})
            plain = b""
        else:
            plain += data[position:end]
        position = end
    return parts + [plain.hex()] if plain else parts


def vector(name, why, data, expected=None):
    """`expected` is the code of the refusal, None where the bytes are a change."""
    told = {"name": name, "why": why, "bytes": folded(data)}
    assert join(told["bytes"]) == data
    try:
        decoded = wire.decode(data)
    except wire.ChangeError as error:
        assert error.code == expected, f"{name}: {error.code}, not {expected}"
        return {**told, "error": error.code}
    assert expected is None, f"{name}: taken, not {expected}"
    if len(data) < 2000:
        told["change"] = shown(decoded)
    # Whether these are the bytes that a client of this version would write.
    return {**told, "canonical": wire.encode(decoded) == data}


def change_vectors():
    return good() + open_ended() + malformed() + out_of_range() + over_limits()


def good():
    values = (
        ("text", text("Pumpe läuft heiß 🔥")), ("details", text("")), ("status", NONE), ("urgent", TRUE),
        ("tags/acme", FALSE), ("count", Value("number", -5)), ("meeting", Value("reference", OTHER)),
    )
    return [
        vector("the least change", "One write, no bases, of a record that has its birth elsewhere.",
               wire.encode(change())),
        vector("a birth", "A type and no record: the record's id follows from the rest.", wire.encode(birth())),
        vector("the same words once more", "The index tells them apart: another record.",
               wire.encode(birth(index=2))),
        vector("the same birth at another time", "The id covers who wrote what, and not when: the same record.",
               wire.encode(birth(stamp=STAMP + 1, claimed=STAMP, bases=(BASE,)))),
        vector("the birth of a meeting", "Other types, other records.",
               wire.encode(birth((("title", text("Round")),), type="meeting"))),
        vector("an import", "A type and a derived record: whoever imports it gives birth to it.",
               wire.encode(imported(8, ["Call Acme", "1"]))),
        vector("a person", "Derived from the name.", wire.encode(imported(3, ["maria silva"],
               (("name", text("Maria Silva")),)))),
        vector("an import of any type", "Derivation 31 leaves the type to the birth.",
               wire.encode(imported(31, ["x"], type="checklist-2"))),
        vector("a derivation of a newer version", "Its type is what the birth says.",
               wire.encode(change(record=wire.version8(bytes(16), 0x80 | 77), type="checklist-2"))),
        vector("every form of value", "Text, empty text, taken away, true, false, number, reference.",
               wire.encode(change(values))),
        vector("bases", "Ids of 16 bytes, one after another.", wire.encode(change(bases=(BASE, BASE[::-1])))),
        vector("a base named twice", "Bases are a set; repetition means nothing.",
               wire.encode(change(bases=(BASE, BASE)))),
        vector("stamped anew", "`claimed` is what the author's clock said.",
               wire.encode(change(claimed=huddle.stamp(1_826_786_720_123)))),
        vector("the greatest numbers", "64 bits of replica and index, the last stamp.",
               wire.encode(change(stamp=wire.LAST_STAMP, replica=2**64 - 1, index=2**64 - 1,
                                  writes=(("n", Value("number", -(2**63))), ("m", Value("number", 2**63 - 1)))))),
        vector("the smallest numbers", "Stamp, replica and index are not 0.",
               wire.encode(change(stamp=1, replica=1, index=1, writes=(("n", Value("number", 0)),)))),
        vector("an element that looks like a path", "Everything after the first slash is the element.",
               wire.encode(change((("links/https://example.org/a b", TRUE),)))),
        vector("an element beyond ASCII", "Any text without control characters.",
               wire.encode(change((("tags/größe/😀", TRUE),)))),
        vector("control characters in a text", "Text is kept as it is written.",
               wire.encode(change((("text", text("a\0b\x1b[31m\r\n")),)))),
        vector("U+0080 in an element", "Control characters are those below the space, and DEL.",
               wire.encode(change((("tags/\x80", TRUE),)))),
        vector("cells of one field and of its set", "`tags` and `tags/a` are two cells.",
               wire.encode(change((("tags", text("a")), ("tags/a", TRUE))))),
    ]


def open_ended():
    """What newer versions may send, and what protobuf allows."""
    plain = wire.encode(change())
    write = wire.bytes_field(6, wire.encode_write("text", text("first")))
    again = wire.bytes_field(6, wire.encode_write("kind", text("idea")))
    cell = wire.bytes_field(1, b"text")
    head = plain[: plain.index(wire.bytes_field(6, wire.encode_write(*WRITE[0])))]

    def written(content):
        return head + wire.bytes_field(6, content)

    return [
        vector("an unknown type", "Stored, forwarded and exported as it is.", wire.encode(birth(type="checklist-2"))),
        vector("an unknown field of a record", "A cell like any other.", wire.encode(change((("weather",
               text("wet")),)))),
        vector("an unknown field of a change", "Passed over; it is part of the bytes, so of the id too.",
               plain + wire.bytes_field(9, b"new") + wire.varint_field(100, 7)),
        vector("unknown fields of every wire type", "Varint, 64 bits, bytes, 32 bits.",
               plain + wire.varint_field(20, 2**64 - 1) + wire.fixed64_field(21, 5) + wire.bytes_field(22, b"")
               + wire.varint(23 << 3 | wire.FIXED32) + bytes(4)),
        vector("the greatest field number", "2^29 − 1.", plain + wire.varint_field((1 << 29) - 1, 0)),
        vector("an unknown form of value", "Its fields as they came are the value.",
               written(cell + wire.fixed64_field(6, 77))),
        vector("an unknown value of two fields", "In the order in which they came.",
               written(wire.varint_field(9, 1) + cell + wire.bytes_field(8, b"x"))),
        vector("an unknown member beside a known value", "The known value counts.",
               written(cell + wire.bytes_field(2, b"known") + wire.varint_field(9, 1))),
        vector("a known value before and after an unknown member", "The last known one counts.",
               written(wire.varint_field(3, 1) + wire.varint_field(9, 1) + cell + wire.bytes_field(2, b"last"))),
        vector("a known member of another wire type", "A field that is not as described is an unknown one.",
               written(cell + wire.bytes_field(3, b"\x01"))),
        vector("a number in more bytes than it needs", "Allowed by protobuf; the id is that of these bytes.",
               head.replace(wire.varint_field(3, 1), b"\x18\x81\x80\x00") + write),
        vector("a tag in more bytes than it needs", "Allowed by protobuf.", head + b"\xb2\x00" + write[1:]),
        vector("a tag of five bytes", "As many as a tag may have.", plain + b"\xc8\x80\x80\x80\x00\x01"),
        vector("a single field twice", "The last one counts.", wire.varint_field(3, 9) + plain + wire.varint_field(3,
               2)),
        vector("a value twice", "The last one counts, whatever its form.",
               written(wire.varint_field(3, 1) + wire.bytes_field(2, b"a") + cell + wire.bytes_field(2, b"b"))),
        vector("a cell's name twice", "The last one counts.", written(wire.bytes_field(1, b"kind") + cell)),
        vector("bases twice", "The last one counts; they do not add up.",
               plain + wire.bytes_field(7, BASE) + wire.bytes_field(7, BASE[::-1])),
        vector("bases, then none", "The last one counts: no bases.",
               plain + wire.bytes_field(7, BASE) + wire.bytes_field(7, b"")),
        vector("fields in another order", "Order means nothing but between writes.", again + write + head),
        vector("a flag of 2", "Whatever is not 0 is true.", written(cell + wire.varint_field(3, 2))),
    ]


def malformed():
    plain = wire.encode(change())
    cell = wire.bytes_field(1, b"text")

    def written(content):
        return plain + wire.bytes_field(6, content)

    return [
        vector("no bytes", "Everything that is required is missing.", b"", "invalid_stamp"),
        vector("cut in the middle", "A length that reaches beyond the end.", plain[:-1], "malformed"),
        vector("cut in a tag", "A varint that does not end.", plain + b"\x80", "malformed"),
        vector("cut in 64 bits", "Eight bytes are announced, seven are there.", plain[:8], "malformed"),
        vector("cut in 32 bits", "Four bytes are announced, three are there.", plain + b"\xbd\x01" + bytes(3),
               "malformed"),
        vector("a length beyond 2^63", "No memory is set aside for it.", plain + b"\x4a" + b"\xff" * 9 + b"\x01",
               "malformed"),
        vector("a varint of eleven bytes", "Ten are the most.", plain + b"\x48" + b"\x80" * 10 + b"\x00", "malformed"),
        vector("a varint beyond 64 bits", "The tenth byte is 0 or 1.", plain + b"\x48" + b"\xff" * 9 + b"\x02",
               "malformed"),
        vector("a tag of six bytes", "Five are the most, in protobuf's own libraries too.",
               plain + b"\xc8\x80\x80\x80\x80\x00\x01", "malformed"),
        vector("a group", "Wire types 3 and 4 are not part of proto3.", plain + b"\x4b\x4c", "malformed"),
        vector("the end of a group", "Wire type 4.", plain + b"\x4c", "malformed"),
        vector("wire type 6", "There is no such type.", plain + b"\x4e\x00", "malformed"),
        vector("wire type 7", "There is no such type.", plain + b"\x4f\x00", "malformed"),
        vector("field number 0", "Numbers start at 1.", plain + b"\x00\x00", "malformed"),
        vector("a field number of 2^29", "The greatest is 2^29 − 1.", plain + wire.varint_field(1 << 29, 0),
               "malformed"),
        vector("a malformed write", "The same rules hold inside.", written(cell + b"\x12\x7f"), "malformed"),
        vector("a group in a write", "The same rules hold inside.", written(cell + b"\x4b\x4c"), "malformed"),
        vector("a text that is not UTF-8", "A lone continuation byte.",
               written(wire.bytes_field(1, b"kind") + wire.bytes_field(2, b"a\x80")), "not_utf8"),
        vector("a surrogate in UTF-8", "Surrogates are no characters.",
               written(wire.bytes_field(1, b"kind") + wire.bytes_field(2, b"\xed\xa0\x80")), "not_utf8"),
        vector("an overlong slash in a cell's name", "Only the shortest form is UTF-8.",
               written(wire.bytes_field(1, b"tags\xc0\xafa") + wire.varint_field(3, 1)), "not_utf8"),
        vector("a type that is not UTF-8", "Types are text.", plain + wire.bytes_field(5, b"\xff"), "not_utf8"),
    ]


def out_of_range():
    def one(name, why, code, **other):
        return vector(name, why, wire.encode(change(**other)), code)

    def cell(name, why, called):
        return vector(name, why, wire.encode(change(((called, TRUE),))), "invalid_cell")

    plain = wire.encode(change())
    return [
        one("stamp 0", "Stamps start at 1.", "invalid_stamp", stamp=0),
        one("a stamp beyond the year 9999", "One future clock must not win for ever.", "invalid_stamp",
            stamp=wire.LAST_STAMP + 1),
        one("replica 0", "No replica has this id.", "invalid_replica", replica=0),
        one("index 0", "A replica counts from 1.", "invalid_index", index=0),
        one("a record of 15 bytes", "A UUID has 16.", "invalid_record", record=RECORD[1:]),
        one("a record of 17 bytes", "A UUID has 16.", "invalid_record", record=RECORD + b"\0"),
        one("an empty record", "A UUID has 16 bytes.", "invalid_record", record=b""),
        vector("neither record nor type", "It is no birth, and says not of what it is a change.",
               plain.replace(wire.bytes_field(4, RECORD), b""), "invalid_record"),
        vector("a birth that names a record that somebody captured", "Nobody else can give birth to it: this would have "
               "moved its type, its author and its time.", plain + wire.bytes_field(5, b"entry"), "invalid_record"),
        vector("a birth that names its own record", "What follows from the rest is not written.",
               wire.encode(birth()) + wire.bytes_field(4, birth().record), "invalid_record"),
        vector("a birth that names a record of version 7", "Such an id follows from nothing.",
               wire.encode(birth()) + wire.bytes_field(4, huddle.version7(1_795_250_720_123, 1, 2)), "invalid_record"),
        vector("a birth of another type than its derivation's", "An imported entry is an entry for everybody.",
               wire.encode(imported(8, ["Call Acme", "1"], type="meeting")), "invalid_type"),
        vector("an empty type", "A word of at least one letter.", plain + wire.bytes_field(5, b""), "invalid_type"),
        vector("a type in capitals", "Types are lower-case words.", wire.encode(birth(type="Entry")), "invalid_type"),
        vector("a type with a slash", "Types are words, not cells.", wire.encode(birth(type="entry/a")), "invalid_type"),
        vector("a type of 33 letters", "32 are the most.", wire.encode(birth(type="a" * 33)), "invalid_type"),
        vector("a type that starts with a digit", "Words start with a letter.", wire.encode(birth(type="2entry")),
               "invalid_type"),
        one("no writes", "A change writes something.", "invalid_writes", writes=()),
        one("one cell twice", "It would not be said which value counts.", "invalid_writes",
            writes=(("text", text("a")), ("text", text("b")))),
        vector("bases of 17 bytes", "Ids have 16 each.", plain + wire.bytes_field(7, bytes(17)), "invalid_bases"),
        one("a claimed stamp of 0", "Present and 0 is no stamp.", "invalid_claimed", claimed=0),
        one("a claimed stamp beyond the year 9999", "The same bounds as for stamps.", "invalid_claimed",
            claimed=wire.LAST_STAMP + 1),
        vector("a reference of 8 bytes", "A UUID has 16.",
               plain + wire.bytes_field(6, wire.bytes_field(1, b"meeting") + wire.bytes_field(5, bytes(8))),
               "invalid_reference"),
        cell("a cell without a name", "A word of at least one letter.", ""),
        cell("a cell that starts with a digit", "Words start with a letter.", "2nd"),
        cell("a cell in capitals", "Fields are lower-case words.", "Text"),
        cell("a cell with an underscore", "Letters, digits and hyphens.", "due_date"),
        cell("a field of 33 letters", "32 are the most.", "a" * 33),
        cell("an empty element", "An element is at least one character.", "tags/"),
        cell("an element with a line break", "No control characters in names.", "tags/a\nb"),
        cell("an element with DEL", "No control characters in names.", "tags/\x7f"),
        cell("a slash alone", "The field comes first.", "/a"),
    ]


def over_limits():
    def texts(*sizes):
        return tuple((f"f{place}", text("a" * size)) for place, size in enumerate(sizes))

    def padded(size):
        """A change of `size` bytes in all, the rest of them in an unknown field."""
        plain = wire.encode(change())
        content = size - len(plain) - 4
        return plain + wire.bytes_field(9, bytes(content))

    bases = tuple(huddle.hash128(bytes([place & 0xFF, place >> 8])) for place in range(1025))
    writes = tuple((f"c{place}", NONE) for place in range(257))
    return [
        vector("a text at its limit", "64 KiB.", wire.encode(change(texts(wire.TEXT_BYTES)))),
        vector("a text over its limit", "One byte more.", wire.encode(change(texts(wire.TEXT_BYTES + 1))),
               "text_too_long"),
        vector("a change at its limit", "256 KiB.", padded(wire.CHANGE_BYTES)),
        vector("a change over its limit", "One byte more.", padded(wire.CHANGE_BYTES + 1), "change_too_large"),
        vector("a cell's name at its limit", "256 bytes.", wire.encode(change((("tags/" + "a" * 251, TRUE),)))),
        vector("a cell's name over its limit", "One byte more.", wire.encode(change((("tags/" + "a" * 252, TRUE),))),
               "invalid_cell"),
        vector("a cell's name over its limit in bytes", "Bytes count, not letters.",
               wire.encode(change((("tags/" + "é" * 126, TRUE),))), "invalid_cell"),
        vector("as many writes as there may be", "256.", wire.encode(change(writes[:256]))),
        vector("a write too many", "257.", wire.encode(change(writes)), "too_many_writes"),
        vector("as many bases as there may be", "1024.", wire.encode(change(bases=bases[:1024]))),
        vector("a base too many", "1025.", wire.encode(change(bases=bases)), "too_many_bases"),
        vector("as many writes times bases as there may be", "256 writes on 64 bases: 16,384 pairs.",
               wire.encode(change(writes[:256], bases=bases[:64]))),
        vector("a base too many for so many writes", "256 writes on 65 bases; each limit alone is kept.",
               wire.encode(change(writes[:256], bases=bases[:65])), "too_many_bases"),
        vector("a write too many for so many bases", "17 writes on 1024 bases: 17,408 pairs.",
               wire.encode(change(writes[:17], bases=bases[:1024])), "too_many_bases"),
        vector("a base named twice counts twice against the limit", "What is counted is what the bytes hold.",
               wire.encode(change(writes[:256], bases=(BASE,) * 65)), "too_many_bases"),
    ]


def id_vectors():
    draw = random.Random(11)
    plain = wire.encode(change())
    cases = [
        ("a change", "The first 16 bytes of the SHA-256 of the bytes.", plain),
        ("the same change with an unknown field", "Other bytes, another change.", plain + wire.varint_field(9, 1)),
        ("a change with bases", "An id covers the ids it names.",
         wire.encode(change(bases=(huddle.change_id(plain),)))),
        ("a long change", "More than one block of the hash.",
         wire.encode(change((("text", text("The valve leaks again. " * 30)),)))),
        ("no bytes at all", "Nothing that could be a change; the function alone.", b""),
        ("any bytes", "Ids need no decoding.", draw.randbytes(77)),
    ]
    return [
        {"name": name, "why": why, "bytes": data.hex(), "id": huddle.change_id(data).hex()} for name, why, data in cases
    ]
