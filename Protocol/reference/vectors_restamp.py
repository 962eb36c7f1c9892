"""Vectors for stamping anew what is unsettled."""

import huddle
import wire
from vectors_changes import RECORD, birth, change, folded
from wire import TRUE, text

NOON = 1_795_250_720_123  # 2026-11-21T08:45:20.123Z, by the server's clock
DAY = 86_400_000
MINE, THEIRS = 0xA1, 0xB2


def own(index, milliseconds, bases=(), called="text", counter=0, **other):
    return wire.encode(change(
        ((called, text(f"note {index}")),), index=index, replica=MINE, stamp=huddle.stamp(milliseconds, counter),
        bases=tuple(bases), **other))


def foreign(index, milliseconds, bases=(), replica=THEIRS, **other):
    return wire.encode(change(
        index=index, replica=replica, stamp=huddle.stamp(milliseconds), bases=tuple(bases), **other))


def vector(name, why, unsettled, held=(), settled=(), wall=NOON + DAY, offset=-DAY, quarantine=()):
    """`held` is what is held beside and may be named as a base; `quarantine`, which of the unsettled are in it."""
    stamps = {huddle.change_id(data): wire.decode(data).stamp for data in held}
    told = {
        "name": name, "why": why, "replica": f"{MINE:016x}", "wall": wall, "offset": offset,
        "settled": [f"{stamp:016x}" for stamp in settled],
        "held": [{"id": key.hex(), "stamp": f"{stamp:016x}"} for key, stamp in stamps.items()],
        "unsettled": [folded(data) for data in unsettled],
    }
    if quarantine:
        told["quarantine"] = [place for place, data in enumerate(unsettled) if data in quarantine]
    try:
        after, last = huddle.restamp(unsettled, MINE, settled, stamps, wall, offset, quarantine)
    except huddle.ClockExhausted:
        return {**told, "error": "exhausted"}
    told["after"] = [
        {"stamp": f"{wire.decode(data).stamp:016x}", "id": huddle.change_id(data).hex(), "bytes": folded(data)}
        for data in after
    ]
    return {**told, "ends": f"{last:016x}"}


def restamp_vectors():
    first = own(1, NOON + DAY)
    second = own(2, NOON + DAY + 5, [huddle.change_id(first)])
    third = own(3, NOON + DAY + 9, [huddle.change_id(second)], called="status")
    theirs, later = foreign(7, NOON - 60_000), foreign(8, NOON + 120_000)
    distant = foreign(9, NOON + 10 * DAY)
    taken = own(3, NOON + 365 * DAY)
    former = foreign(4, NOON + DAY, replica=0xA0)
    seeing = foreign(5, NOON + DAY + 50, [huddle.change_id(first)])
    newer = own(2, NOON + DAY + 5) + wire.bytes_field(100, b"of a newer version")
    refused = own(4, NOON + DAY + 7, called="due")
    again, _ = huddle.restamp([first, second], MINE, (), {}, NOON + DAY, -DAY)
    return [
        vector("nothing waits", "The clock goes back to what is settled.", [], settled=[huddle.stamp(NOON - 5)]),
        vector("one note from a clock a day ahead", "The server's time now. When it was written, by the corrected clock, is `claimed`; the "
               "former form is a base.",
               [first]),
        vector("notes on each other", "The order stays; bases carry the new ids, and each the former id of its own.", [first, second, third]),
        vector("notes that were on time", "All of what waits is stamped anew, in its order.",
               [own(1, NOON - 5000), own(2, NOON - 4000), own(3, NOON + DAY)]),
        vector("nothing else changes", "Index, record, type, writes and their order stay.",
               [wire.encode(change((("text", text("")), ("tags/a", TRUE), ("due", wire.NONE)), index=41, replica=MINE,
                                   record=RECORD[::-1], stamp=huddle.stamp(NOON + DAY)))]),
        vector("a birth", "Its record stays: the id covers who wrote what, and not when.",
               [wire.encode(birth(replica=MINE, stamp=huddle.stamp(NOON + DAY)))]),
        vector("on another's change", "Its id and its place among the bases stay.",
               [first, own(2, NOON + DAY + 5, [huddle.change_id(theirs), huddle.change_id(first), bytes(16)])],
               held=[theirs]),
        vector("on another's change that is a little ahead", "A stamp exceeds what its author has seen.",
               [own(1, NOON + DAY, [huddle.change_id(later)]), own(2, NOON + DAY + 1)], held=[later]),
        vector("on another's change that is far ahead", "No server would take the stamp after it: it is not followed, and "
               "nothing here waits for it.",
               [first, own(2, NOON + 10 * DAY + 1, [huddle.change_id(distant)]), own(3, NOON + 10 * DAY + 2)],
               held=[distant]),
        vector("on a change that is not held", "Nothing is known of its stamp.",
               [own(1, NOON + DAY, [b"\x77" * 16])]),
        vector("after settled changes", "Stamps go on from one's last settled one, where that is ahead of the time.",
               [first, second], settled=[huddle.stamp(NOON + 200_000, 0xFFFF)]),
        vector("after what was settled while the server's clock was ahead", "No server would take that stamp now: it does not "
               "count, also where it is a base.",
               [first, own(4, NOON + DAY + 6, [huddle.change_id(taken)])], held=[taken],
               settled=[huddle.stamp(NOON - 5), wire.decode(taken).stamp]),
        vector("after a settled stamp at the limit", "Five minutes ahead counts, a millisecond more does not.",
               [first], settled=[huddle.stamp(NOON + 300_000, 0xFFFE), huddle.stamp(NOON + 300_001)]),
        vector("for the second time", "What was claimed first stays claimed, and both former forms are bases.", again, wall=NOON + DAY + 60_000),
        vector("another's changes in between", "What was relayed here waits as it is, and so does what an earlier "
               "replica of this machine wrote.", [first, theirs, former, second], held=[]),
        vector("another's change on one's own", "It keeps its bytes, and names an id that is no more.",
               [first, seeing, own(2, NOON + DAY + 99, [huddle.change_id(seeing)])]),
        vector("fields of a newer version",
            "Writing it anew would lose them: it waits as it is, and what is based on it "
               "does not follow it.", [first, newer, own(3, NOON + DAY + 9, [huddle.change_id(newer)])]),
        vector("refused for another reason", "It stays in quarantine as it is, and what is based on it stays behind it.",
               [first, refused, own(5, NOON + DAY + 20, [huddle.change_id(refused)])], quarantine=[refused]),
        vector("refused, and based on what is stamped anew",
               "It names the new ids, so that it replaces what it did. It stays in quarantine.",
               [first, second, third, own(4, NOON + DAY + 12, [huddle.change_id(third)])], quarantine=[second, third]),
        vector("no room for the new form", "A base and `claimed` more would be over the limit of a change: it waits as it is.",
               [padded(wire.CHANGE_BYTES - 26), first]),
        vector("just room for the new form", "The new bytes are as many as a change may have.",
               [padded(wire.CHANGE_BYTES - 27), first]),
        vector("no room for one base more", "It has as many as a change may have: it waits as it is.",
               [own(1, NOON + DAY, [bytes([place >> 8, place & 255]) * 8 for place in range(wire.BASES_PER_CHANGE)]),
                first]),
        vector("on a change from the end of time", "It is a base as any other, and its stamp is not followed.",
               [first, own(2, NOON + DAY, [huddle.change_id(end_of_time())])], held=[end_of_time()]),
        vector("written before 1970, by a clock since put right", "What is claimed is never less than the least stamp.",
               [own(1, 5, counter=0)], wall=NOON, offset=-NOON),
        vector("claimed for later than the new stamp", "A claim is brought down to the stamp.",
               [own(1, NOON + DAY, claimed=huddle.stamp(NOON + 2 * DAY))]),
        vector("at the end of time", "No stamp is left after the last: nothing is restamped.",
               [first], settled=[wire.LAST_STAMP], wall=wire.LAST_MILLISECONDS, offset=0),
    ]


def padded(size):
    """One's own change of `size` bytes in all."""

    def of(last):
        sizes = [wire.TEXT_BYTES] * 3 + [last]
        writes = tuple((f"f{place}", text("a" * size)) for place, size in enumerate(sizes))
        return wire.encode(change(writes, replica=MINE, stamp=huddle.stamp(NOON + DAY)))

    data = of(wire.TEXT_BYTES + size - len(of(wire.TEXT_BYTES)))
    assert len(data) == size
    return data


def end_of_time():
    return wire.encode(change(replica=THEIRS, stamp=wire.LAST_STAMP))
