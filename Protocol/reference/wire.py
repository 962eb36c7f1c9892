"""The bytes of a change: the message Change of ../huddle.proto, read and written by hand.

Reading is as strict as ../merging.md says under "The bytes of a change", and every refusal has one of the codes
listed there. Python's standard library alone.
"""

import hashlib
from dataclasses import dataclass
from typing import Optional

CELL_NAME_BYTES = 256
TEXT_BYTES = 64 * 1024
WRITES_PER_CHANGE = 256
BASES_PER_CHANGE = 1024
AWAITED_PER_CHANGE = 16_384  # writes times bases
CHANGE_BYTES = 256 * 1024
ID_BYTES = 16

LAST_MILLISECONDS = 253_402_300_799_999  # the end of the year 9999
LAST_STAMP = LAST_MILLISECONDS << 16 | 0xFFFF
CLOCK_AHEAD_MILLISECONDS = 300_000

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5


class ChangeError(Exception):
    """Why bytes are no change."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Value:
    """What a cell can hold. `form` is none, text, flag, number, reference or unknown."""

    form: str
    content: object = None


NONE = Value("none")
TRUE = Value("flag", True)
FALSE = Value("flag", False)


def text(content):
    return Value("text", content)


@dataclass(frozen=True)
class Change:
    stamp: int
    replica: int
    index: int
    record: bytes
    type: Optional[str]  # of a birth; None for a change of a record that has its birth elsewhere
    writes: tuple  # of (cell, Value); a cell's name is a str
    bases: tuple = ()  # of 16 bytes each
    claimed: Optional[int] = None

    @property
    def milliseconds(self):
        """When the author wrote it, as far as anyone knows: never later than the stamp."""
        return (self.stamp if self.claimed is None else min(self.claimed, self.stamp)) >> 16


# Reading.


class Reader:
    def __init__(self, data):
        self.data = data
        self.position = 0

    def at_end(self):
        return self.position == len(self.data)

    def take(self, count):
        if count > len(self.data) - self.position:
            raise ChangeError("malformed")
        self.position += count
        return self.data[self.position - count : self.position]

    def varint(self):
        """At most ten bytes, and no more than 64 bits."""
        value = 0
        for place in range(10):
            byte = self.take(1)[0]
            if place == 9 and byte > 1:
                raise ChangeError("malformed")
            value |= (byte & 0x7F) << 7 * place
            if byte < 0x80:
                return value
        raise ChangeError("malformed")

    def fixed64(self):
        return int.from_bytes(self.take(8), "little")

    def slice(self):
        return self.take(self.varint())

    def string(self):
        try:
            return self.slice().decode("utf-8")
        except UnicodeDecodeError:
            raise ChangeError("not_utf8") from None

    def tag(self):
        """A field's number and wire type, in at most five bytes. Groups, types 3 and 4, are malformed."""
        start = self.position
        tag = self.varint()
        number, wire_type = tag >> 3, tag & 7
        if wire_type not in (VARINT, FIXED64, BYTES, FIXED32) or not 0 < number < 1 << 29 or self.position - start > 5:
            raise ChangeError("malformed")
        return number, wire_type

    def skip(self, wire_type):
        if wire_type == VARINT:
            self.varint()
        elif wire_type == FIXED64:
            self.take(8)
        elif wire_type == BYTES:
            self.slice()
        else:
            self.take(4)


def decode(data):
    """The change that `data` says, or ChangeError."""
    if len(data) > CHANGE_BYTES:
        raise ChangeError("change_too_large")
    reader = Reader(data)
    stamp = replica = index = 0
    record = record_type = claimed = None
    bases, writes = b"", []
    while not reader.at_end():
        field = reader.tag()
        if field == (1, FIXED64):
            stamp = reader.fixed64()
        elif field == (2, FIXED64):
            replica = reader.fixed64()
        elif field == (3, VARINT):
            index = reader.varint()
        elif field == (4, BYTES):
            record = reader.slice()
        elif field == (5, BYTES):
            record_type = reader.string()
        elif field == (6, BYTES):
            writes.append(decode_write(reader.slice()))
        elif field == (7, BYTES):
            bases = reader.slice()
        elif field == (8, FIXED64):
            claimed = reader.fixed64()
        else:
            reader.skip(field[1])
    check(0 < stamp <= LAST_STAMP, "invalid_stamp")
    check(replica != 0, "invalid_replica")
    check(index > 0, "invalid_index")
    check(record_type is None or is_word(record_type), "invalid_type")
    check(len(writes) > 0, "invalid_writes")
    check(len(writes) <= WRITES_PER_CHANGE, "too_many_writes")
    check(len({cell for cell, _ in writes}) == len(writes), "invalid_writes")
    check(len(bases) % ID_BYTES == 0, "invalid_bases")
    check(len(bases) // ID_BYTES <= BASES_PER_CHANGE, "too_many_bases")
    check(len(writes) * (len(bases) // ID_BYTES) <= AWAITED_PER_CHANGE, "too_many_bases")
    check(claimed is None or 0 < claimed <= LAST_STAMP, "invalid_claimed")
    ids = tuple(bases[start : start + ID_BYTES] for start in range(0, len(bases), ID_BYTES))
    if record is None:
        check(record_type is not None, "invalid_record")
        record = born_record(replica, index, record_type, writes)
    else:
        check(len(record) == ID_BYTES, "invalid_record")
        if record_type is not None:
            check(is_derived(record), "invalid_record")
            wanted = DERIVATIONS.get(record[0] & 0x7F, (None, None))[1]
            check(wanted in (None, record_type), "invalid_type")
    return Change(stamp, replica, index, record, record_type, tuple(writes), ids, claimed)


# Ids of records: a UUID of version 8 that follows from the birth.

# By number: the first of what is hashed, and the type that every record of the derivation has.
DERIVATIONS = {
    1: ("huddle minutes meeting", "meeting"),
    2: ("huddle minutes action", "entry"),
    3: ("huddle person", "person"),
    4: ("huddle issue key", "entry"),
    5: ("huddle table key", "entry"),
    6: ("huddle table row", "entry"),
    7: ("huddle calendar uid", "entry"),
    8: ("huddle todo.txt", "entry"),
    16: ("huddle import", "entry"),
    17: ("huddle import", "meeting"),
    18: ("huddle import", "comment"),
    19: ("huddle import", "person"),
    31: ("huddle import", None),
}


def version8(digest, first):
    """The first 16 bytes of a digest as a UUID of version 8 with this first byte."""
    record = bytearray(digest[:ID_BYTES])
    record[0] = first
    record[6] = record[6] & 0x0F | 0x80
    record[8] = record[8] & 0x3F | 0x80
    return bytes(record)


def is_derived(record):
    return record[6] >> 4 == 8 and record[0] >> 7 == 1


def derived(number, content):
    """The id of the record that `content` describes, by the derivation of this number."""
    parts = [DERIVATIONS[number][0], *content]
    return version8(hashlib.sha256(b"\0".join(part.encode() for part in parts)).digest(), 0x80 | number)


def born_record(replica, index, record_type, writes):
    """The id of the record that a capture gives birth to: it covers who writes what, and not when."""
    content = fixed64_field(2, replica) + varint_field(3, index) + bytes_field(5, record_type.encode())
    for cell, value in writes:
        content += bytes_field(6, encode_write(cell, value))
    return version8(hashlib.sha256(b"huddle record\0" + content).digest(), 0)


def decode_write(data):
    reader = Reader(data)
    name, value, others = "", NONE, b""
    while not reader.at_end():
        start = reader.position
        field = reader.tag()
        if field == (1, BYTES):
            name = reader.string()
        elif field == (2, BYTES):
            value = Value("text", reader.string())
            check(len(value.content.encode()) <= TEXT_BYTES, "text_too_long")
        elif field == (3, VARINT):
            value = Value("flag", reader.varint() != 0)
        elif field == (4, VARINT):
            bits = reader.varint()
            value = Value("number", bits >> 1 ^ -(bits & 1))
        elif field == (5, BYTES):
            value = Value("reference", reader.slice())
            check(len(value.content) == ID_BYTES, "invalid_reference")
        else:
            reader.skip(field[1])
            others += data[start : reader.position]
    check(is_cell_name(name), "invalid_cell")
    if value == NONE and others:
        value = Value("unknown", others)
    return name, value


def check(holds, code):
    if not holds:
        raise ChangeError(code)


def is_word(name):
    """What can name a field or a record's type: a lower-case word of at most 32 letters, digits and hyphens."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return 1 <= len(name) <= 32 and name[0] in letters and all(sign in letters + "0123456789-" for sign in name)


def is_cell_name(name):
    """A word, or a word, a slash and an element without control characters."""
    if len(name.encode()) > CELL_NAME_BYTES:
        return False
    field, slash, element = name.partition("/")
    if not is_word(field):
        return False
    return not slash or (element != "" and all(ord(sign) >= 0x20 and ord(sign) != 0x7F for sign in element))


def is_element(name):
    return "/" in name


# Writing.


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def varint_field(number, value):
    return varint(number << 3 | VARINT) + varint(value)


def fixed64_field(number, value):
    return varint(number << 3 | FIXED64) + value.to_bytes(8, "little")


def bytes_field(number, content):
    return varint(number << 3 | BYTES) + varint(len(content)) + content


def encode(change):
    """The bytes that a client of this version writes: fields in the order of their numbers, no defaults."""
    out = fixed64_field(1, change.stamp) + fixed64_field(2, change.replica) + varint_field(3, change.index)
    if change.type is None or is_derived(change.record):
        out += bytes_field(4, change.record)
    if change.type is not None:
        out += bytes_field(5, change.type.encode())
    for cell, value in change.writes:
        out += bytes_field(6, encode_write(cell, value))
    if change.bases:
        out += bytes_field(7, b"".join(change.bases))
    if change.claimed is not None:
        out += fixed64_field(8, change.claimed)
    return out


def encode_write(cell, value):
    out = bytes_field(1, cell.encode())
    if value.form == "text":
        out += bytes_field(2, value.content.encode())
    elif value.form == "flag":
        out += varint_field(3, 1 if value.content else 0)
    elif value.form == "number":
        out += varint_field(4, (value.content << 1 ^ value.content >> 63) & 0xFFFF_FFFF_FFFF_FFFF)
    elif value.form == "reference":
        out += bytes_field(5, value.content)
    elif value.form == "unknown":
        out += value.content
    return out
