"""Compares a program with the reference on random sets of changes.

    python3 differential.py [--sets 100000] [--seed 1] -- PROGRAM [ARGUMENT…]

The program reads sets from standard input, one a line: encoded changes in hexadecimal, a space between two, in the
order in which they arrive. For each line it writes the canonical dump of what they add up to (../merging.md) and then
an empty line. Changes arrive shuffled, some twice, some damaged, some not at all.
"""

import argparse
import random
import subprocess
import sys
import threading

import huddle
import wire
from wire import FALSE, NONE, TRUE, Change, Value, text

RECORDS = [wire.derived(31, ["a"]), wire.derived(6, ["b", "1"]), huddle.uuid_bytes("00" * 6 + "8000" + "80" + "00" * 7)]
CELLS = ["text", "status", "deleted", "deleted", "tags/a", "tags/b", "tags/ü\"\\😀", "n", "tags"]
VALUES = [
    NONE, TRUE, TRUE, TRUE, FALSE, text("one"), text("one"), text("two"), text(""),
    text("ü\0\x1f\x7f\u0085\u2028\"\\😀"),
    Value("number", 0), Value("number", -(2**63)), Value("number", 2**63 - 1), Value("reference", RECORDS[1]),
    Value("unknown", wire.varint_field(9, 1)), Value("unknown", wire.bytes_field(77, b"x") + wire.fixed64_field(6, 1)),
]


class Sets:
    """Small choices everywhere, so that ties, concurrent writes and bases of every sort are frequent."""

    def __init__(self, seed):
        self.draw = random.Random(seed)

    def one(self):
        draw = self.draw
        written, sound = [], []
        for _ in range(draw.randint(1, draw.choice([4, 8, 16]))):
            written.append(wire.encode(self.change(sound)) + self.unknown())
            try:
                wire.decode(written[-1])
                sound.append(written[-1])
            except wire.ChangeError:
                pass
        arriving = [data for data in written if draw.random() > 0.1] if draw.random() < 0.4 else list(written)
        if arriving and draw.random() < 0.3:
            arriving += draw.choices(arriving, k=draw.randint(1, 3))
        arriving = [self.damaged(data) if draw.random() < 0.02 else data for data in arriving]
        draw.shuffle(arriving)
        return arriving

    def change(self, written):
        draw = self.draw
        cells = list(dict.fromkeys(draw.choices(CELLS, k=draw.randint(1, 4))))
        record, record_type = self.identity(written)
        replica, index = draw.choice([1, 2, 3, 2**64 - 1]), draw.choice([1, 2, 3, 2**64 - 1])
        writes = tuple((cell, draw.choice(VALUES)) for cell in cells)
        if record is None:
            record = wire.born_record(replica, index, record_type, writes)
        return Change(
            stamp=self.stamp(), replica=replica, index=index, record=record, type=record_type, writes=writes,
            bases=tuple(self.bases(written)), claimed=self.stamp() if draw.random() < 0.1 else None,
        )

    def identity(self, written):
        """A record and a type. No record: a capture. No type: a change of it. And what nobody may write: a birth of what
        somebody else captured, or of another type than its derivation's."""
        draw = self.draw
        record_type = draw.choice(["entry", "entry", "meeting", "checklist-2"])
        if draw.random() < 0.15:
            return None, record_type
        born = [change.record for change in map(wire.decode, written) if not wire.is_derived(change.record)]
        if born and draw.random() < 0.5:
            return draw.choice(born), record_type if draw.random() < 0.1 else None
        return draw.choices(RECORDS, [8, 2, 1])[0], record_type if draw.random() < 0.4 else None

    def stamp(self):
        draw = self.draw
        if draw.random() < 0.05:
            return draw.choice([1, wire.LAST_STAMP, wire.LAST_STAMP - 1])
        return huddle.stamp(1_795_250_720_000 + draw.randint(0, 5), draw.randint(0, 2))

    def bases(self, written):
        """The heads of a cell or of the whole record, as a careful client names them; or anything at all."""
        draw = self.draw
        way = draw.random()
        if not written or way < 0.2:
            return []
        if way < 0.5:
            record = draw.choice(huddle.state(map(huddle.hold, written)))
            return record.bases(None if draw.random() < 0.5 else [draw.choice(CELLS)])
        known = [huddle.change_id(data) for data in written]
        share = 0.7 if way < 0.8 else 2 / len(known)
        bases = [data for data in known if draw.random() < share]
        if draw.random() < 0.1:
            bases.append(bytes(15) + bytes([draw.randint(0, 3)]))
        return bases

    def unknown(self):
        """What a newer version might add at the end of a change."""
        return wire.bytes_field(100, self.draw.randbytes(2)) if self.draw.random() < 0.05 else b""

    def damaged(self, data):
        draw, broken = self.draw, bytearray(data)
        for _ in range(draw.randint(1, 3)):
            place = draw.randrange(len(broken))
            way = draw.randrange(4)
            if way == 0:
                broken[place] = draw.randrange(256)
            elif way == 1:
                broken.insert(place, draw.randrange(256))
            elif way == 2 and len(broken) > 1:
                del broken[place]
            elif place > 0:
                del broken[place:]
        return bytes(broken)


def line(changes):
    return " ".join(data.hex() for data in changes) + "\n"


def read_dump(stream):
    """The program's lines up to the next empty one."""
    lines = []
    while (found := stream.readline()) not in (b"\n", b""):
        lines.append(found)
    return b"".join(lines).decode("utf-8", "replace")


def ask(program, changes):
    done = subprocess.run(program, input=line(changes).encode(), stdout=subprocess.PIPE, check=False)
    return done.stdout.decode("utf-8", "replace").removesuffix("\n")


def shortest(program, changes):
    """Fewer changes on which the two still differ."""
    place = 0
    while place < len(changes):
        fewer = changes[:place] + changes[place + 1 :]
        if fewer and ask(program, fewer) != huddle.dump_set(fewer):
            changes = fewer
        else:
            place += 1
    return changes


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("program", nargs="+")
    options = parser.parse_args()

    running = subprocess.Popen(options.program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send():
        source = Sets(options.seed)
        try:
            for _ in range(options.sets):
                running.stdin.write(line(source.one()).encode())
            running.stdin.close()
        except BrokenPipeError:
            pass

    # The same seed twice, one to send and one to compare: nothing is kept that may grow.
    threading.Thread(target=send, daemon=True).start()
    source, changes, refused = Sets(options.seed), 0, 0
    for number in range(options.sets):
        arriving = source.one()
        changes += len(arriving)
        expected = huddle.dump_set(arriving)
        refused += expected.count('{"refused":')
        if read_dump(running.stdout) != expected:
            running.kill()
            arriving = shortest(options.program, arriving)
            print(f"set {number} of seed {options.seed} differs; its shortest part that does:\n{line(arriving)}")
            print(f"reference:\n{huddle.dump_set(arriving)}program:\n{ask(options.program, arriving)}")
            sys.exit(1)
    print(
        f"{options.sets} sets of {changes} changes, {refused} of them refused, seed {options.seed}: "
        "the same state each time"
    )


if __name__ == "__main__":
    main()
