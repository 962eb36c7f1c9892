"""The rules of merging, written straight from their definitions in ../merging.md.

Nothing here is clever or fast: the state of a log is computed anew from the whole set of changes, so that programs
that build it one change at a time have something to be compared with. Python's standard library alone.
"""

import hashlib
from dataclasses import dataclass, replace

import wire
from wire import NONE, TRUE, ChangeError

PRESENT, DELETED, EDITED_WHILE_DELETED, UNBORN = "present", "deleted", "edited_while_deleted", "unborn"


# Ids and the chain.


def hash128(data):
    return hashlib.sha256(data).digest()[:16]


def change_id(data):
    """Names the change that was written as these bytes."""
    return hash128(data)


def chain(ids, start=bytes(16)):
    """The chain's value after each of `ids`."""
    values = []
    for identifier in ids:
        start = hash128(start + identifier)
        values.append(start)
    return values


def digests(changes):
    """What is held of each replica: how many changes, and the sum of their ids modulo 2^128."""
    sums = {}
    for data in {change_id(data): data for data in changes}.values():
        count, total = sums.get(wire.decode(data).replica, (0, 0))
        total = (total + int.from_bytes(change_id(data), "big")) % (1 << 128)
        sums[wire.decode(data).replica] = count + 1, total
    return {replica: (count, total.to_bytes(16, "big")) for replica, (count, total) in sorted(sums.items())}


# Stamps and the clock.


def stamp(milliseconds, counter=0):
    return min(max(milliseconds, 0), wire.LAST_MILLISECONDS) << 16 | counter


class ClockExhausted(Exception):
    """A stamp that must be exceeded is the last there is."""


class HybridClock:
    def __init__(self, last=0, offset=0):
        self.last = last
        self.offset = offset

    def tick(self, wall, seen=0):
        """The stamp of a change written now to a record of which `seen` is the greatest stamp."""
        if self.last >= wire.LAST_STAMP:
            raise ClockExhausted()
        self.last = max(self.last + 1, stamp(self.corrected(wall)))
        if self.takes(seen + 1, wall):
            self.last = max(self.last, seen + 1)
        return self.last

    def corrected(self, wall):
        return wall + self.offset if -(1 << 63) <= wall + self.offset < 1 << 63 else wall

    def takes(self, issued, wall):
        """Whether the server would take this stamp now, as far as is known here."""
        return issued <= wire.LAST_STAMP and issued >> 16 <= self.corrected(wall) + wire.CLOCK_AHEAD_MILLISECONDS

    def rewind(self, to):
        self.last = to


def restamp(unsettled, replica, settled, stamps, wall, offset, quarantine=()):
    """What is unsettled, with the replica's own changes stamped anew, and the last stamp issued.

    `unsettled` is the bytes of the changes in the order of arrival, `quarantine` those of them that are in it. `settled`
    is the stamps of the replica's own settled changes, `stamps` those of what is held beside the unsettled, by id. Raises ClockExhausted, and then nothing is stamped anew.
    """
    clock = HybridClock(0, offset)
    clock.last = max((known for known in settled if clock.takes(known, wall)), default=0)
    stamps = {**stamps, **{change_id(data): wire.decode(data).stamp for data in unsettled}}
    renamed, after = {}, []
    for data in unsettled:
        old = wire.decode(data)
        stays = data in quarantine and renamed.keys().isdisjoint(old.bases)
        if stays or not may_restamp(data, replica):
            after.append(data)
            continue
        bases = tuple(renamed.get(base, base) for base in old.bases)
        seen = max((stamps[base] for base in bases if base in stamps and clock.takes(stamps[base], wall)), default=0)
        issued = clock.tick(wall, seen)
        claimed = stamp(clock.corrected(old.stamp >> 16)) if old.claimed is None else old.claimed
        new = replace(
            old, stamp=issued, bases=(*bases, change_id(data)), claimed=max(min(claimed, issued), 1))
        after.append(wire.encode(new))
        renamed[change_id(data)] = change_id(after[-1])
        stamps[change_id(after[-1])] = new.stamp
    return after, clock.last


def may_restamp(data, replica):
    """Whether these bytes are the replica's own, hold nothing that would be lost, and leave room for the new form."""
    change = wire.decode(data)
    if change.replica != replica or wire.encode(change) != data:
        return False
    try:
        wire.decode(wire.encode(replace(change, claimed=change.stamp, bases=(*change.bases, bytes(16)))))
    except wire.ChangeError:
        return False
    return True


# The state, a function of a set of changes.


@dataclass(frozen=True)
class Held:
    """A change and its id. Compared by id: equal bytes are one change."""

    id: bytes
    change: wire.Change

    def wrote(self, cell):
        return any(name == cell for name, _ in self.change.writes)

    def value(self, cell):
        return next(value for name, value in self.change.writes if name == cell)

    @property
    def order(self):
        """The total order of the winners: by stamp, then by id."""
        return self.change.stamp, self.id


def hold(data):
    return Held(change_id(data), wire.decode(data))


class Cell:
    """One field of one record, given the record's changes."""

    def __init__(self, name, changes):
        self.name = name
        writers = [held for held in changes if held.wrote(name)]
        self.heads = sorted(
            (
                held
                for held in writers
                if not any(held.id in other.change.bases for other in writers if other.id != held.id)
            ),
            key=lambda held: held.order,
        )

    @property
    def values(self):
        return [head.value(self.name) for head in self.heads]

    @property
    def value(self):
        """The winner's value; an element is in when any head says so."""
        if wire.is_element(self.name) and TRUE in self.values:
            return TRUE
        return self.values[-1]

    @property
    def is_in_conflict(self):
        return not wire.is_element(self.name) and self.name != "deleted" and len(set(self.values)) > 1


class Record:
    """One thing with an identity, given all its changes."""

    def __init__(self, changes):
        self.id = changes[0].change.record
        self.births = sorted((held for held in changes if held.change.type is not None), key=lambda held: held.order)
        self.type = self.births[0].change.type if self.births else None
        self.changed = max(held.change.stamp for held in changes)
        names = {name for held in changes for name, _ in held.change.writes}
        self.cells = [Cell(name, changes) for name in sorted(names, key=str.encode)]

    def cell(self, name):
        return next((cell for cell in self.cells if cell.name == name), None)

    @property
    def presence(self):
        if not self.births:
            return UNBORN
        deleted = self.cell("deleted")
        if deleted is None or TRUE not in deleted.values:
            return PRESENT
        seen = {head.id for head in deleted.heads}.union(*(head.change.bases for head in deleted.heads))
        unanimous = all(value == TRUE for value in deleted.values)
        complete = all(head.id in seen for cell in self.cells for head in cell.heads)
        return DELETED if unanimous and complete else EDITED_WHILE_DELETED

    def bases(self, names=None):
        """What a change that writes these cells must name; without names, what a delete must name."""
        cells = self.cells if names is None else [cell for cell in self.cells if cell.name in names]
        return sorted({head.id for cell in cells for head in cell.heads})


def state(changes):
    """The records that a set of changes adds up to, in the order of their ids."""
    by_record = {}
    for held in {held.id: held for held in changes}.values():
        by_record.setdefault(held.change.record, []).append(held)
    return [Record(by_record[record]) for record in sorted(by_record)]


# The canonical dump.


def dump(records):
    """Text that is equal, byte for byte, exactly when the states are."""
    return "".join(dump_record(record) + "\n" for record in records)


def dump_record(record):
    cells = ",".join(dump_cell(cell) for cell in record.cells)
    births = ",".join(
        f'{{"id":"{birth.id.hex()}","created":{birth.change.milliseconds},"author":"{birth.change.replica:016x}"}}'
        for birth in record.births
    )
    name = "null" if record.type is None else f'"{record.type}"'
    return (
        f'{{"record":"{uuid_text(record.id)}","type":{name},"births":[{births}],"changed":"{record.changed:016x}",'
        f'"presence":"{record.presence}","cells":[{cells}]}}'
    )


def dump_cell(cell):
    heads = ",".join(
        f'{{"stamp":"{head.change.stamp:016x}","id":"{head.id.hex()}","value":{dump_value(head.value(cell.name))}}}'
        for head in cell.heads
    )
    conflict = "true" if cell.is_in_conflict else "false"
    return f'{{"cell":{quoted(cell.name)},"value":{dump_value(cell.value)},"conflict":{conflict},"heads":[{heads}]}}'


def dump_value(value):
    if value == NONE:
        return "null"
    if value.form == "text":
        return f'{{"text":{quoted(value.content)}}}'
    if value.form == "flag":
        return '{"flag":true}' if value.content else '{"flag":false}'
    if value.form == "number":
        return f'{{"number":"{value.content}"}}'
    if value.form == "reference":
        return f'{{"reference":"{uuid_text(value.content)}"}}'
    return f'{{"unknown":"{value.content.hex()}"}}'


def quoted(content):
    """A JSON string in which only the quote, the backslash and what lies below the space are escaped."""
    escaped = []
    for sign in content:
        if sign in '"\\':
            escaped.append("\\" + sign)
        elif ord(sign) < 0x20:
            escaped.append(f"\\u{ord(sign):04x}")
        else:
            escaped.append(sign)
    return '"' + "".join(escaped) + '"'


def dump_set(changes):
    """The dump of encoded changes: first what was refused, by position, then the records."""
    held, refused = [], []
    for position, data in enumerate(changes):
        try:
            held.append(hold(data))
        except ChangeError as error:
            refused.append(f'{{"refused":{position},"code":"{error.code}"}}\n')
    return "".join(refused) + dump(state(held))


# Names of records.


def uuid_text(identifier):
    digits = identifier.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def uuid_bytes(content):
    """The 16 bytes of a UUID in the form 8-4-4-4-12, or of 32 digits; None for anything else."""
    hyphens = [position for position, sign in enumerate(content) if sign == "-"]
    digits = content.replace("-", "")
    if len(digits) != 32 or hyphens not in ([], [8, 13, 18, 23]):
        return None
    if any(sign not in "0123456789abcdefABCDEF" for sign in digits):
        return None
    return bytes.fromhex(digits)


def version7(milliseconds, high, low):
    """The id of a space, a member or a device: 48 bits of time, then 12 bits of `high` and 62 of `low`, both random."""
    first = (milliseconds & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | high & 0xFFF
    second = 1 << 63 | low & (1 << 62) - 1
    return (first << 64 | second).to_bytes(16, "big")


WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


def folded(name):
    """A person's name as it is compared: each character's own lower case, single spaces."""
    spaced = "".join(" " if sign in WHITE_SPACE else sign.lower() for sign in name)
    return " ".join(part for part in spaced.split(" ") if part)


def person_id(name):
    return wire.derived(3, [folded(name)])


# Short ids.

ALPHABET = "bcdfghjkmnpqrstv"
LETTERS = 14
FEWEST_LETTERS = 4


def letters(record):
    """The whole handle of a record: its last 56 bits, four a letter."""
    return "".join(ALPHABET[int(digit, 16)] for digit in record.hex()[-LETTERS:])


def shortest(record, records):
    """The fewest letters, at least four, that name this record alone."""
    own = letters(record)
    others = [letters(other) for other in records if other != record]
    for count in range(FEWEST_LETTERS, LETTERS):
        if not any(other.startswith(own[:count]) for other in others):
            return own[:count]
    return own
