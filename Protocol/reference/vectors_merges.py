"""Vectors for merging: sets of changes, and the state that each adds up to in whatever order they arrive."""

import huddle
import wire
from wire import FALSE, NONE, TRUE, Change, Value, text

PUMP = wire.derived(31, ["pump"])
VISIT = wire.derived(17, ["visit"])
ABSENT = wire.derived(17, ["absent"])
BORN = object()  # the record that the first change of a story gives birth to
START = 1_795_250_720_000


class Story:
    """Changes by label, written one after another; `bases` names labels, or ids of changes that never arrive."""

    def __init__(self, name, why):
        self.name, self.why = name, why
        self.changes, self.questions, self.counts = {}, [], {}
        self.known, self.born = set(), None

    def write(self, label, by, at, writes, bases=(), record=PUMP, type=..., claimed=None, more=b""):
        """Without a `type`, the first change of a record that stands here gives birth to it, and the others do not."""
        self.counts[by] = self.counts.get(by, 0) + 1
        values = tuple((cell, text(value) if isinstance(value, str) else value) for cell, value in writes.items())
        stamps = [huddle.stamp(START + moment) if moment is not None else None for moment in (at, claimed)]
        if type is ...:
            type = None if record in self.known or (record is BORN and self.born) else "entry"
        if record is BORN:
            self.born = record = self.born or wire.born_record(by, self.counts[by], type, values)
        self.known.add(record)
        change = Change(
            stamps[0], by, self.counts[by], record, type, values,
            tuple(self.id(base) for base in bases), stamps[1],
        )
        self.changes[label] = wire.encode(change) + more
        return self

    def restamp(self, label, of, at, offset):
        """The form that the author of a change gives it once the server's clock is known."""
        after, _ = huddle.restamp(
            [self.changes[of]], wire.decode(self.changes[of]).replica, (), {}, START + at - offset, offset)
        self.changes[label] = after[0]
        return self

    def again(self, label, of):
        self.changes[label] = self.changes[of]
        return self

    def asks(self, *cells, record=PUMP):
        """What must a change name that writes these cells of the record now? Without cells: a delete."""
        self.questions.append((record, cells))
        return self

    def id(self, label):
        return label if isinstance(label, bytes) else huddle.change_id(self.changes[label])

    def vector(self):
        held = [huddle.hold(data) for data in self.changes.values()]
        records = huddle.state(held)
        told = {
            "name": self.name, "why": self.why,
            "changes": [
                {"label": label, "says": self.says(huddle.hold(data)), "bytes": data.hex()}
                for label, data in self.changes.items()
            ],
            "state": huddle.dump(records).split("\n")[:-1],
        }
        if self.questions:
            told["bases"] = [self.answer(records, record, cells) for record, cells in self.questions]
        return told

    def says(self, held):
        """For people who read the vector; everything in it is in the bytes too."""
        labels = {huddle.change_id(data).hex(): label for label, data in reversed(self.changes.items())}
        change = held.change
        return {
            "id": held.id.hex(), "at": (change.stamp >> 16) - START, "by": change.replica,
            "writes": {cell: value.content for cell, value in change.writes if not isinstance(value.content, bytes)},
            "bases": [labels.get(base.hex(), base.hex()) for base in change.bases],
        }

    @staticmethod
    def answer(records, record, cells):
        found = next(item for item in records if item.id == record)
        bases = found.bases(cells or None)
        return {
            "record": huddle.uuid_text(record),
            "cells": list(cells) if cells else None,
            "ids": [base.hex() for base in bases],
        }


def merge_vectors():
    stories = registers() + clocks() + bases_in_any_order() + sets() + deletes() + newer_versions() + wholes()
    return [story.vector() for story in stories]


def registers():
    return [
        Story("one change", "A record is what its changes add up to.")
        .write("a", 1, 0, {"kind": "action", "text": "Replace the valve"}).asks("text"),

        Story("two people, two fields", "Different cells never disturb each other.")
        .write("a", 1, 0, {"text": "Replace the valve"})
        .write("b", 2, 5, {"due": "2026-12-01"})
        .write("c", 3, 6, {"customer": "Acme"}, ["a"]).asks("text", "due").asks("status"),

        Story("knowing replaces", "b names a, so a is no head any more.")
        .write("a", 1, 0, {"text": "Replace the valve"})
        .write("b", 2, 5, {"text": "Replace the valve and its seal"}, ["a"]).asks("text"),

        Story("not knowing keeps both", "The later one wins, the other stays a head: a conflict.")
        .write("a", 1, 0, {"text": "Replace the valve"})
        .write("b", 2, 5, {"text": "Clean the valve"}).asks("text"),

        Story("the same words twice", "Two heads of equal values are no conflict.")
        .write("a", 1, 0, {"status": "done"})
        .write("b", 2, 5, {"status": "done"}),

        Story("equal to the eye, different in bytes",
              "Values compare as bytes: é in one character, and e with an accent.")
        .write("a", 1, 0, {"customer": "Caf\u00e9"})
        .write("b", 2, 5, {"customer": "Cafe\u0301"}),

        Story("a conflict resolved", "A change that names all heads is the only head.")
        .write("a", 1, 0, {"text": "one"})
        .write("b", 2, 5, {"text": "two"})
        .write("c", 3, 6, {"text": "three"})
        .write("d", 1, 9, {"text": "two"}, ["a", "b", "c"]),

        Story("a conflict resolved in part", "A head that was not named stays.")
        .write("a", 1, 0, {"text": "one"})
        .write("b", 2, 5, {"text": "two"})
        .write("c", 3, 6, {"text": "three"})
        .write("d", 1, 9, {"text": "one and two"}, ["a", "b"]),

        Story("a conflict resolved twice", "Two who resolve it differently make a new conflict, of their two.")
        .write("a", 1, 0, {"text": "one"})
        .write("b", 2, 5, {"text": "two"})
        .write("c", 1, 9, {"text": "one"}, ["a", "b"])
        .write("d", 2, 9, {"text": "two"}, ["a", "b"]),

        Story("taken away against rewritten", "No value is a value in this: the two conflict.")
        .write("a", 1, 0, {"due": "2026-12-01"})
        .write("b", 2, 5, {"due": NONE}, ["a"])
        .write("c", 3, 6, {"due": "2026-12-08"}, ["a"]),

        Story("taken away", "The cell stays, and holds nothing.")
        .write("a", 1, 0, {"due": "2026-12-01"})
        .write("b", 2, 5, {"due": NONE}, ["a"]).asks("due"),

        Story("an empty text is not nothing", "They are different values.")
        .write("a", 1, 0, {"details": ""})
        .write("b", 2, 5, {"details": NONE}),

        Story("values of different forms", "A text, a number and a flag that look alike are three values.")
        .write("a", 1, 0, {"n": "1"})
        .write("b", 2, 0, {"n": Value("number", 1)})
        .write("c", 3, 0, {"n": TRUE}),

        Story("a superseded value beside a new one", "a is replaced in one cell by b, and stands in the other.")
        .write("a", 1, 0, {"text": "one", "due": "2026-12-01"})
        .write("b", 2, 5, {"text": "two", "status": "done"}, ["a"])
        .write("c", 3, 6, {"status": "dropped", "due": "2026-12-08"}),

        Story("a reference to an absent record", "References are soft: shown, never refused.")
        .write("a", 1, 0, {"text": "Ask for the drawing", "meeting": Value("reference", ABSENT)}),

        Story("numbers", "64 bits with a sign, written as text in the dump.")
        .write("a", 1, 0, {"n": Value("number", -(2**63)), "m": Value("number", 2**63 - 1), "o": Value("number", 0)}),
    ]


def clocks():
    return [
        Story("a tie of stamps", "The greater id wins, on every machine; never one's own.")
        .write("a", 1, 0, {"text": "from one"})
        .write("b", 2, 0, {"text": "from two"}),

        Story("a tie of three stamps", "Heads of equal stamps stand in the order of their ids.")
        .write("a", 1, 0, {"text": "from one"})
        .write("b", 2, 0, {"text": "from two"})
        .write("c", 3, 0, {"text": "from three"}),

        Story("a tie within one replica", "A cloned disk: same replica, index and stamp, other words. Both are kept.")
        .write("a", 1, 0, {"text": "from the disk"})
        .write("b", 1, 0, {"text": "from its copy"}),

        Story("a clock that ran ahead",
              "A future stamp wins over what it was not told of, and yields to what names it.")
        .write("a", 1, 86_400_000, {"text": "from tomorrow"})
        .write("b", 2, 5, {"text": "from today"})
        .write("c", 3, 86_400_001, {"text": "knows both"}, ["a", "b"]),

        Story("a successor with a lesser stamp", "Bases decide what is replaced, not clocks: even where a careless "
              "client stamped too low.")
        .write("a", 1, 100, {"text": "before"})
        .write("b", 2, 5, {"text": "after"}, ["a"]),

        Story("a birth gives type, author and time", "A change that is stamped before it, and says nothing of a type, moves none "
              "of them.")
        .write("a", 2, 50, {"text": "Replace the valve"}, record=BORN)
        .write("b", 1, -1_000_000_000, {"zz": TRUE}, record=BORN),

        Story("a birth that has not arrived", "What is written to its record waits for it, and is not shown.")
        .write("b", 2, 5, {"text": "Replace both valves"}, [bytes.fromhex("0a" * 16)], type=None),

        Story("a birth that comes last", "The same in any order of arrival.")
        .write("b", 2, 5, {"text": "Replace both valves"}, type=None)
        .write("a", 1, 0, {"kind": "action"}, type="entry"),

        Story("imported by three", "Each adds a name and a time to the record; the type is the derivation's.")
        .write("a", 2, 50, {"text": "Replace the valve", "source": "actions.csv:2"}, record=wire.derived(6, ["x", "1"]))
        .write("b", 1, 10, {"text": "Replace the valve", "source": "list.csv:7"}, record=wire.derived(6, ["x", "1"]),
               type="entry")
        .write("c", 3, 99, {"text": "Replace the valve", "source": "actions.csv:2"}, ["a"],
               record=wire.derived(6, ["x", "1"]), type="entry"),

        Story("imported once more with a stamp from 1970", "It takes nobody's name away and hides nothing.")
        .write("a", 2, 50, {"text": "Replace the valve"}, record=VISIT, type="meeting")
        .write("b", 1, -START + 1, {"zz": TRUE}, record=VISIT, type="meeting"),

        Story("births of two types", "Where the derivation leaves the type to the birth, the least (stamp, id) says it.")
        .write("a", 1, 10, {"text": "one"}, type="entry")
        .write("b", 2, 10, {"text": "two"}, type="comment"),

        Story("restamped", "The new form names the former one, and so replaces it. Both are births of one record.")
        .write("a", 1, 360_000, {"text": "The door jams", "tags/a": TRUE}, record=BORN)
        .restamp("a restamped", "a", 1000, -360_000)
        .write("b", 1, 2000, {"text": "The guard door jams"}, ["a restamped"], record=BORN)
        .write("c", 1, 2001, {"tags/a": FALSE}, ["a restamped"], record=BORN),

        Story("claimed", "The order is the stamp's; a claim counts up to the stamp.")
        .write("a", 1, 10, {"text": "written with a wrong clock"}, claimed=5_000_000, type="entry")
        .write("c", 1, 30, {"text": "written with another"}, claimed=-5_000, type="entry")
        .write("b", 2, 20, {"text": "written with a right one"}),
    ]


def bases_in_any_order():
    never = bytes(range(16))
    return [
        Story("a line of three", "Whatever arrives first, the last of the line is the only head.")
        .write("a", 1, 0, {"text": "one"})
        .write("b", 2, 1, {"text": "two"}, ["a"])
        .write("c", 3, 2, {"text": "three"}, ["b"]).asks("text"),

        Story("a line with a gap", "b has not arrived: a and c are both heads until it does.")
        .write("a", 1, 0, {"text": "one"})
        .write("c", 3, 2, {"text": "three"}, [bytes.fromhex("0b" * 16)]),

        Story("a diamond", "Two edits of one text, and one that joins them.")
        .write("a", 1, 0, {"text": "one"})
        .write("b", 2, 1, {"text": "two"}, ["a"])
        .write("c", 3, 1, {"text": "three"}, ["a"])
        .write("d", 1, 2, {"text": "four"}, ["b", "c"]),

        Story("a base that never arrives", "It stands in nobody's way.")
        .write("a", 1, 0, {"text": "one"}, [never])
        .write("b", 2, 1, {"text": "two"}, [never, "a"]),

        Story("a base that wrote another cell", "b names a for `text`; a wrote `kind`, where it stays the head.")
        .write("a", 1, 0, {"kind": "idea"})
        .write("b", 2, 1, {"text": "two"}, ["a"]),

        Story("a base that wrote both cells", "b replaces a in `text` alone.")
        .write("a", 1, 0, {"kind": "idea", "text": "one"})
        .write("b", 2, 1, {"text": "two"}, ["a"]),

        Story("a base of another record", "It names a change that is no part of this record: nothing follows.")
        .write("a", 1, 0, {"title": "The visit"}, record=VISIT, type="meeting")
        .write("b", 2, 1, {"text": "The pump"}, ["a"])
        .write("c", 3, 2, {"text": "The pump again"}, ["a"]),

        Story("bases twice and in no order", "They are a set.")
        .write("a", 1, 0, {"text": "one"})
        .write("b", 2, 1, {"text": "two"})
        .write("c", 3, 2, {"text": "three"}, ["b", "a", "b", never, "a"]),

        Story("one base replaced by two", "Two successors of one change are concurrent.")
        .write("a", 1, 0, {"text": "one"})
        .write("b", 2, 1, {"text": "two"}, ["a"])
        .write("c", 3, 1, {"text": "three"}, ["a"]),

        Story("replaced by one who saw only half", "b names a in two cells; c has one of them again.")
        .write("a", 1, 0, {"text": "one", "due": "2026-12-01"})
        .write("b", 2, 1, {"text": "two", "due": "2026-12-02"}, ["a"])
        .write("c", 3, 2, {"due": "2026-12-03"}, ["a"])
        .write("d", 1, 3, {"due": "2026-12-04"}, ["c", "b"]),

        Story("the same change twice", "A set holds each change once.")
        .write("a", 1, 0, {"text": "one"})
        .write("b", 2, 1, {"text": "two"}, ["a"])
        .again("a again", of="a").again("b again", of="b"),
    ]


def sets():
    return [
        Story("added and taken out at once", "Adding wins: the one who took it out had not seen this adding.")
        .write("a", 1, 0, {"tags/acme": TRUE})
        .write("b", 2, 5, {"tags/acme": FALSE}),

        Story("taken out by one who knew", "The element is out.")
        .write("a", 1, 0, {"tags/acme": TRUE})
        .write("b", 2, 5, {"tags/acme": FALSE}, ["a"]).asks("tags/acme"),

        Story("taken out against added again", "The second adding was not seen: the element is in.")
        .write("a", 1, 0, {"tags/acme": TRUE})
        .write("b", 2, 5, {"tags/acme": FALSE}, ["a"])
        .write("c", 3, 4, {"tags/acme": TRUE}, ["a"]),

        Story("added twice, taken out once", "Whoever takes it out names all the heads.")
        .write("a", 1, 0, {"owners/Maria": TRUE})
        .write("b", 2, 1, {"owners/Maria": TRUE})
        .write("c", 3, 2, {"owners/Maria": FALSE}, ["a", "b"]),

        Story("taken out twice", "Out, by two heads.")
        .write("a", 1, 0, {"tags/acme": TRUE})
        .write("b", 2, 5, {"tags/acme": FALSE}, ["a"])
        .write("c", 3, 5, {"tags/acme": FALSE}, ["a"]),

        Story("an element that holds something else", "A true among the heads is enough; otherwise the winner's value.")
        .write("a", 1, 0, {"votes/maria": TRUE, "votes/tom": FALSE})
        .write("b", 2, 5, {"votes/maria": Value("number", 3), "votes/tom": Value("number", 3)}),

        Story("votes", "One cell a person: people never outvote each other by writing at once.")
        .write("a", 1, 0, {"votes/maria": TRUE})
        .write("b", 2, 0, {"votes/tom": TRUE})
        .write("c", 2, 1, {"votes/tom": FALSE}, ["b"]),

        Story("a field and its set", "`tags` and `tags/a` are two cells.")
        .write("a", 1, 0, {"tags": "a"})
        .write("b", 2, 1, {"tags/a": TRUE}, ["a"]),

        Story("the order of cells", "By the bytes of their names, not by UTF-16: U+FFEE stands before an emoji.")
        .write("a", 1, 0, {"tags/\U0001f600": TRUE, "tags/\uffee": TRUE, "tags/b": TRUE, "tags/B": TRUE,
               "tags-2": "x"}),
    ]


def deletes():
    def entry(name, why):
        return Story(name, why).write("a", 1, 0, {"text": "Replace the valve", "kind": "action"})

    return [
        entry("deleted", "The delete saw everything.").write("d", 2, 5, {"deleted": TRUE}, ["a"]).asks(),

        entry("edited while deleted", "The delete had not seen b: the record stays in sight.")
        .write("d", 2, 5, {"deleted": TRUE}, ["a"])
        .write("b", 1, 4, {"text": "Replace both valves"}, ["a"]).asks(),

        entry("a new field while deleted", "Something new counts as much as something changed.")
        .write("d", 2, 5, {"deleted": TRUE}, ["a"])
        .write("b", 1, 4, {"tags/urgent": TRUE}),

        entry("an edit that was replaced before the delete",
              "The delete names the heads; what those replaced needs no naming.")
        .write("b", 1, 1, {"text": "Replace both valves", "kind": "idea"}, ["a"])
        .write("d", 2, 5, {"deleted": TRUE}, ["b"]),

        entry("deleted once more", "Whoever deletes again has seen the edit too.")
        .write("d", 2, 5, {"deleted": TRUE}, ["a"])
        .write("b", 1, 4, {"text": "Replace both valves"}, ["a"])
        .write("e", 2, 9, {"deleted": TRUE}, ["a", "b", "d"]),

        entry("undeleted", "An ordinary change.")
        .write("d", 2, 5, {"deleted": TRUE}, ["a"])
        .write("u", 1, 9, {"deleted": FALSE}, ["d"]).asks("deleted"),

        entry("undeleted by taking the value away", "Whatever is not true is no delete.")
        .write("d", 2, 5, {"deleted": TRUE}, ["a"])
        .write("u", 1, 9, {"deleted": NONE}, ["d"]),

        entry("undeleted against deleted again",
              "Two heads that disagree: the record stays in sight, and is no conflict.")
        .write("d", 2, 5, {"deleted": TRUE}, ["a"])
        .write("u", 1, 9, {"deleted": FALSE}, ["d"])
        .write("e", 3, 12, {"deleted": TRUE}, ["a", "d"]),

        entry("deleted by two", "Both saw the same.")
        .write("d", 2, 5, {"deleted": TRUE}, ["a"])
        .write("e", 3, 6, {"deleted": TRUE}, ["a"]),

        entry("deleted by two, each of whom saw half", "Each part was seen by one who deleted it.")
        .write("b", 3, 1, {"due": "2026-12-01"})
        .write("d", 2, 5, {"deleted": TRUE}, ["a"])
        .write("e", 3, 6, {"deleted": TRUE}, ["b"]),

        entry("deleted by one who had seen nothing", "It names no bases, so it has not seen a.")
        .write("d", 2, 5, {"deleted": TRUE}),

        entry("edited after the delete, knowing of it", "An edit that does not undelete shows the record again.")
        .write("d", 2, 5, {"deleted": TRUE}, ["a"])
        .write("b", 1, 9, {"text": "Replace both valves"}, ["a"]),

        entry("a delete that was replaced", "What it had seen counts no longer.")
        .write("b", 3, 1, {"due": "2026-12-01"})
        .write("d", 2, 5, {"deleted": TRUE}, ["a", "b"])
        .write("e", 3, 6, {"deleted": TRUE}, ["d", "a"]),

        entry("a delete that wrote more", "Its own writes are seen.")
        .write("d", 2, 5, {"deleted": TRUE, "status": "dropped"}, ["a"]),

        entry("a delete with an unknown value", "Only true deletes.")
        .write("d", 2, 5, {"deleted": Value("unknown", wire.varint_field(9, 1))}, ["a"]),

        Story("a delete of what has not arrived", "It waits for the record's birth.")
        .write("d", 2, 5, {"deleted": TRUE}, [bytes.fromhex("0a" * 16)], type=None),

        Story("a birth that deletes", "A delete like any other.")
        .write("d", 2, 5, {"deleted": TRUE}),
    ]


def newer_versions():
    checklist = Value("unknown", wire.bytes_field(6, b"\x0a\x03abc"))
    return [
        Story("a type of a newer version", "Its cells merge as all cells do.")
        .write("a", 1, 0, {"steps": "first"}, type="checklist")
        .write("b", 2, 5, {"steps": "second"}, ["a"]),

        Story("a field of a newer version", "A cell like any other.")
        .write("a", 1, 0, {"text": "one", "weather": "wet"}),

        Story("a value of a newer version", "Its encoded fields are the value.")
        .write("a", 1, 0, {"steps": checklist}),

        Story("a value of a newer version against a known one", "Different values conflict, known or not.")
        .write("a", 1, 0, {"steps": checklist})
        .write("b", 2, 5, {"steps": "as text"}),

        Story("two equal values of a newer version", "Equal bytes, equal values.")
        .write("a", 1, 0, {"steps": checklist})
        .write("b", 2, 5, {"steps": checklist}),

        Story("an unknown field of a change", "It makes another change of the same meaning.")
        .write("a", 1, 0, {"text": "one"})
        .write("b", 1, 0, {"text": "one"}, more=wire.bytes_field(99, b"new")),

        Story("a kind of a newer version", "Words are open: it wins and conflicts like any text.")
        .write("a", 1, 0, {"kind": "risk"})
        .write("b", 2, 5, {"kind": "idea"}),
    ]


def wholes():
    crowd = Story("twelve at once", "All are kept; a thirteenth that names half of them leaves the other half.")
    for place in range(12):
        crowd.write(f"a{place}", place + 1, place % 3, {"text": f"text {place}", f"votes/{place}": TRUE})
    crowd.write("b", 1, 9, {"text": "settled in part"}, [f"a{place}" for place in range(0, 12, 2)])
    return [
        Story("two records", "Changes of one record say nothing about another.")
        .write("a", 1, 0, {"title": "Visit at Acme", "day": "2026-11-20"}, record=VISIT, type="meeting")
        .write("b", 1, 1, {"text": "The pump runs hot", "meeting": Value("reference", VISIT)})
        .write("c", 2, 2, {"text": "The pump runs very hot"}, ["b"])
        .write("d", 2, 3, {"people/Tom": TRUE}, record=VISIT).asks("text").asks(record=VISIT),

        Story("text in the dump", "Only the quote, the backslash and what lies below the space are escaped.")
        .write("a", 1, 0, {"text": "a\"b\\c/\0\x1b\n\t\x7f\u0085\u2028é🔥", "tags/\"\\": TRUE}),

        crowd,
    ]
