"""Vectors for stamps, the clock, the chain, ids of records, short ids and civil dates."""

import datetime
import random

import huddle
import wire

DAY = 86_400_000
NOON = 1_795_250_720_123  # 2026-11-21T08:45:20.123Z


def hex64(number):
    return f"{number:016x}"


def stamp_vectors():
    cases = [
        ("the least stamp", "Stamp 0 is no stamp; the first that can be issued is 1.", 0, 1),
        ("a moment in 2026", "48 bits of milliseconds, then 16 bits of counter.", NOON, 0),
        ("a counter in use", "The counter fills the lower 16 bits.", NOON, 7),
        ("a full counter", "The successor carries into the milliseconds.", NOON, 0xFFFF),
        ("before 1970", "A broken clock is brought within what a stamp can carry.", -5, 3),
        ("after the year 9999", "Brought to the end of the year 9999, the counter kept.", wire.LAST_MILLISECONDS + 1,
         2),
        ("the last stamp but one", "Its successor is the last that anyone accepts.", wire.LAST_MILLISECONDS, 0xFFFE),
    ]
    vectors = []
    for name, why, milliseconds, counter in cases:
        bits = huddle.stamp(milliseconds, counter)
        vectors.append({
            "name": name, "why": why, "milliseconds": milliseconds, "counter": counter, "stamp": hex64(bits),
            "time": bits >> 16, "successor": hex64(bits + 1),
        })
    return vectors


def clock_vectors():
    """Each step is a tick (`wall`, `after` → `stamp` or `error`), a new `offset`, or a `rewind`."""

    def sequence(name, why, steps, last=0, offset=0):
        clock = huddle.HybridClock(last, offset)
        told = []
        for step in steps:
            if "offset" in step:
                clock.offset = step["offset"]
                told.append(step)
            elif "rewind" in step:
                clock.rewind(step["rewind"])
                told.append({"rewind": hex64(step["rewind"])})
            else:
                after = step.get("after", 0)
                tick = {"wall": step["wall"], "after": hex64(after)}
                try:
                    tick["stamp"] = hex64(clock.tick(step["wall"], after))
                except huddle.ClockExhausted:
                    tick["error"] = "exhausted"
                told.append(tick)
        return {
            "name": name, "why": why, "last": hex64(last), "offset": offset, "steps": told, "ends": hex64(clock.last),
        }

    at = huddle.stamp
    return [
        sequence("a clock that runs", "Each tick is the wall clock's time.", [{"wall": NOON}, {"wall": NOON + 4}]),
        sequence("two ticks in one millisecond", "The counter tells them apart.", [{"wall": NOON}] * 3),
        sequence("a clock that stands still", "Time goes on by the counter, and carries when it is full.",
                 [{"wall": NOON}, {"wall": NOON}], last=at(NOON, 0xFFFE)),
        sequence("a clock set back a year", "Stamps never go back, so what was written last stays last.",
                 [{"wall": NOON}, {"wall": NOON - 365 * DAY}, {"wall": NOON - 365 * DAY + 1}]),
        sequence("a stamp from the future", "A stamp exceeds what its author has seen of the record.",
                 [{"wall": NOON, "after": at(NOON + 60_000, 9)}, {"wall": NOON + 1}]),
        sequence("a stamp from just beyond what a server takes", "It is not followed: bases say which change replaces "
                 "which.",
                 [{"wall": NOON, "after": at(NOON + wire.CLOCK_AHEAD_MILLISECONDS + 1)}, {"wall": NOON + 1}]),
        sequence("a stamp from just within what a server takes", "It is followed: stamps rise.",
                 [{"wall": NOON, "after": at(NOON + wire.CLOCK_AHEAD_MILLISECONDS)}, {"wall": NOON + 1}]),
        sequence("a stamp from the future that a full counter carries beyond", "What counts is the stamp that would be issued.",
                 [{"wall": NOON, "after": at(NOON + wire.CLOCK_AHEAD_MILLISECONDS, 0xFFFF)}, {"wall": NOON + 1}]),
        sequence("a stamp from the year 9999", "Nothing waits for that year.",
                 [{"wall": NOON, "after": wire.LAST_STAMP - 1}, {"wall": NOON + 1}]),
        sequence("a stamp from the past", "The wall clock is ahead of it already.",
                 [{"wall": NOON, "after": at(NOON - 60_000, 9)}]),
        sequence("the server's correction", "The offset is added to the wall clock.",
                 [{"wall": NOON}, {"offset": 90_000}, {"wall": NOON + 5}]),
        sequence("a correction back in time", "The offset may be negative; stamps still only rise.",
                 [{"wall": NOON}, {"offset": -90_000}, {"wall": NOON + 5}, {"wall": NOON + 100_000}]),
        sequence("a rewind after a refusal", "Once its unsettled changes are to be stamped anew, the clock follows the "
                 "corrected time again.",
                 [{"wall": NOON + DAY}, {"offset": -DAY}, {"rewind": at(NOON - 1000)}, {"wall": NOON + DAY + 10}]),
        sequence("a rewind forward", "The clock goes on behind what is settled, also where it had not followed that.",
                 [{"wall": NOON}, {"rewind": at(NOON + DAY)}, {"wall": NOON}]),
        sequence("a wall clock before 1970", "It counts as 1970; the counter still rises.",
                 [{"wall": -1}, {"wall": -(1 << 63)}]),
        sequence("a wall clock beyond the year 9999", "It counts as the end of that year.",
                 [{"wall": (1 << 63) - 1}, {"wall": (1 << 63) - 1, "after": wire.LAST_STAMP - 1}, {"wall": NOON}]),
        sequence("a correction that overflows", "A sum beyond 64 bits is no correction: the wall clock alone counts.",
                 [{"wall": NOON}], offset=(1 << 63) - 1),
        sequence("a stamp at the end of time", "It is not followed.",
                 [{"wall": NOON, "after": wire.LAST_STAMP}, {"wall": NOON}]),
        sequence("a clock at the end of time", "It has no stamp left to give.", [{"wall": NOON}], last=wire.LAST_STAMP),
    ]


def chain_vectors():
    draw = random.Random(3)
    five = [draw.randbytes(16) for _ in range(5)]

    def vector(name, why, ids):
        return {
            "name": name, "why": why, "ids": [identifier.hex() for identifier in ids],
            "chain": [value.hex() for value in huddle.chain(ids)],
        }

    return [
        vector("an empty log", "The chain starts at sixteen zero bytes, and seq 0.", []),
        vector("one change", "The first 16 bytes of SHA-256 over the chain before and the id.", five[:1]),
        vector("five changes", "Each value covers everything before it.", five),
        vector("the same five in another order", "Equal sets in another order are another history.", five[::-1]),
        vector("one id twice", "The chain says nothing about what an id means.", [five[0], five[0]]),
        vector("an id of zeros", "It moves the chain like any other.", [bytes(16)]),
    ]


def record_id_vectors():
    vectors = []

    def version7(name, why, milliseconds, high, low):
        identifier = huddle.version7(milliseconds, high, low)
        vectors.append({
            "name": name, "why": why,
            "version7": {"milliseconds": milliseconds, "random": [hex64(high), hex64(low)]},
            "id": huddle.uuid_text(identifier),
        })

    def derived(name, why, number, content):
        vectors.append({
            "name": name, "why": why, "derived": {"number": number, "content": content},
            "id": huddle.uuid_text(wire.derived(number, content)),
        })

    def person(name, why, called):
        vectors.append({
            "name": name, "why": why, "person": called, "folded": huddle.folded(called),
            "id": huddle.uuid_text(huddle.person_id(called)),
        })

    def form(name, why, content):
        identifier = huddle.uuid_bytes(content)
        vectors.append({
            "name": name, "why": why, "text": content,
            "id": None if identifier is None else huddle.uuid_text(identifier),
        })

    version7("a space", "Version 7, variant 10; the rest of 74 bits is random.", NOON, 0x123456789ABCDEF0,
             0xFEDCBA9876543210)
    version7("no random bits", "Version and variant are set all the same.", NOON, 0, 0)
    version7("all random bits", "Version and variant survive them.", NOON, 2**64 - 1, 2**64 - 1)
    derived("a derived record", "SHA-256 over the domain and the content, a zero byte before each part. The number stands "
            "in the first byte.", 6, ["minutes.md", "line 12"])
    derived("another derivation", "Equal contents of different uses are different records.", 5, ["minutes.md", "line 12"])
    derived("parts joined otherwise", "The zero byte keeps parts apart.", 6, ["minutes.md line", "12"])
    derived("no content", "The domain alone.", 6, [])
    derived("an empty part", "An empty part differs from none.", 6, [""])
    derived("a meeting in minutes", "Its title, folded like a name, and its day.", 1, ["weekly line meeting", "2026-11-20"])
    derived("an action in minutes", "The meeting, the text, and which of equal texts it is.", 2,
            ["8b2f0c6e-6a0d-8f5e-9c3b-2f1f3a7b9d10", "Maria to send the drawing", "1"])
    derived("an entry with an id of its own", "The id as the file has it.", 16, ["0193a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"])
    derived("a meeting with the same id", "Another derivation, another record.", 17,
            ["0193a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"])
    person("a person", "Two machines that learn of one person name one record.", "Maria Silva")
    person("a person, spaced and capitalised otherwise", "Names compare in lower case with single spaces.",
           "  MARIA \t silva\u00a0")
    person("a person with letters beyond ASCII", "Each character's own lower case.", "ÅSA ÖBERG-ŽIŽEK")
    person("a person in Greek", "Lower case looks at no neighbours: the last sigma is like any other.", "ΝΊΚΟΣ")
    person("a person with a dotted capital I", "A lower case of two characters.", "İREM")
    form("the usual form", "8-4-4-4-12 in lower case.", "0193a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b")
    form("capitals", "Read, and written back in lower case.", "0193A1B2-C3D4-7E5F-8A6B-7C8D9E0F1A2B")
    form("without hyphens", "32 digits are read too.", "0193a1b2c3d47e5f8a6b7c8d9e0f1a2b")
    form("a digit short", "No id.", "0193a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2")
    form("a letter that is no digit", "No id.", "0193a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2g")
    form("a hyphen in another place", "Hyphens stand behind 8, 12, 16 and 20 digits, or nowhere.",
         "0193a1b-2c3d4-7e5f-8a6b-7c8d9e0f1a2b")
    form("some of the hyphens", "All four or none.", "0193a1b2-c3d47e5f8a6b-7c8d9e0f1a2b")
    form("a hyphen in front", "All four or none.", "-0193a1b2c3d47e5f8a6b7c8d9e0f1a2b")
    form("a hyphen for a digit", "36 characters, of which five are hyphens.", "0193a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2-")
    form("two hyphens together", "Each stands alone.", "0193a1b2--c3d47e5f-8a6b-7c8d9e0f1a2b")
    form("hyphens alone", "No id.", "-" * 36)
    form("a digit too many", "No id.", "0193a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b0")
    form("a space in front", "Nothing is trimmed.", " 0193a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b")
    form("digits of another script", "Only 0 to 9 and a to f.", "٠193a1b2c3d47e5f8a6b7c8d9e0f1a2b")
    form("as a URN", "No id.", "urn:uuid:0193a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b")
    form("in braces", "No id.", "{0193a1b2c3d47e5f8a6b7c8d9e0f1a2b}")
    form("empty", "No id.", "")
    return vectors


def short_id_vectors():
    draw = random.Random(7)

    def record(low):
        return huddle.version7(NOON, 1, low)

    def vector(name, why, lows):
        records = [record(low) for low in lows]
        return {
            "name": name, "why": why,
            "records": [
                {"id": huddle.uuid_text(item), "letters": huddle.letters(item), "shortest": huddle.shortest(item,
                 records)}
                for item in records
            ],
        }

    start = 0x00AB_CDEF_0123_4567
    return [
        vector("one record", "Four letters are the fewest.", [start]),
        vector("all letters", "The sixteen letters stand for the digits 0 to f.", [0x0001_2345_6789_ABCD,
               0x00EF << 48]),
        vector("two that differ at once", "Four letters tell them apart.", [start, start ^ 1 << 55]),
        vector("two that share five letters", "Six letters are needed.", [start, start ^ 1 << 32]),
        vector("two that share all but the last", "The whole handle is needed.", [start, start ^ 1]),
        vector("two of one handle", "Fourteen letters are all there are: such a pair is told apart by its full ids.",
               [start, start | 1 << 60]),
        vector("three, the middle one close to both", "It shares more with one neighbour than with the other.",
               [start, start + (1 << 20), start + (1 << 40)]),
        vector("a hundred at random", "The fewest letters depend on the nearest neighbour alone.",
               sorted(draw.getrandbits(56) >> 36 << 36 | draw.getrandbits(36) for _ in range(100))),
    ]


def date_vectors():
    vectors = []

    def date(name, why, content):
        try:
            day = datetime.date.fromisoformat(content) if len(content) == 10 else None
        except ValueError:
            day = None
        vector = {"name": name, "why": why, "text": content, "valid": day is not None}
        if day:
            vector["days"] = day.toordinal() - datetime.date(1970, 1, 1).toordinal()
            vector["weekday"] = day.isoweekday()
        vectors.append(vector)

    date("the first day of 1970", "Day 0, a Thursday.", "1970-01-01")
    date("the day before", "Day −1.", "1969-12-31")
    date("a leap day", "2024 is a leap year.", "2024-02-29")
    date("no leap day", "2026 is none.", "2026-02-29")
    date("a leap day in 2000", "Divisible by 400.", "2000-02-29")
    date("no leap day in 1900", "Divisible by 100 but not by 400.", "1900-02-29")
    date("the first day of all", "Years run from 1.", "0001-01-01")
    date("the last day of all", "Years run to 9999.", "9999-12-31")
    date("the year 0", "No such day here.", "0000-12-31")
    date("a month too many", "No such month.", "2026-13-01")
    date("month 0", "No such month.", "2026-00-10")
    date("a day too many", "April has 30.", "2026-04-31")
    date("day 0", "No such day.", "2026-04-00")
    date("without zeros", "Only the full form is a date.", "2026-4-1")
    date("with slashes", "Only hyphens.", "2026/04/01")
    date("with a time", "A due date has no time.", "2026-04-01T00:00")
    date("an ordinary Saturday", "ISO weekdays: Monday is 1.", "2026-11-21")
    return vectors
