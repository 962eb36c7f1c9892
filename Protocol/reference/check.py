"""Runs every vector of ../vectors against the reference.

    python3 check.py
"""

import datetime
import itertools
import json
import random
import re
import sys
from pathlib import Path

import bundles
import capture
import huddle
import messages
import wire

PROTOCOL = Path(__file__).resolve().parent.parent
FOLDER = PROTOCOL / "vectors"


def check_stamps(vector):
    bits = huddle.stamp(vector["milliseconds"], vector["counter"])
    equal(f"{bits:016x}", vector["stamp"])
    equal(bits >> 16, vector["time"])
    equal(f"{bits + 1:016x}", vector["successor"])


def check_clock(vector):
    clock = huddle.HybridClock(int(vector["last"], 16), vector["offset"])
    for step in vector["steps"]:
        if "offset" in step:
            clock.offset = step["offset"]
        elif "rewind" in step:
            clock.rewind(int(step["rewind"], 16))
        else:
            try:
                issued = clock.tick(step["wall"], int(step["after"], 16))
                equal(f"{issued:016x}", step.get("stamp"))
            except huddle.ClockExhausted:
                equal("exhausted", step.get("error"))
    equal(f"{clock.last:016x}", vector["ends"])


def check_restamp(vector):
    stamps = {bytes.fromhex(held["id"]): int(held["stamp"], 16) for held in vector["held"]}
    unsettled = [join(data) for data in vector["unsettled"]]
    quarantine = [unsettled[place] for place in vector.get("quarantine", [])]
    try:
        after, last = huddle.restamp(
            unsettled, int(vector["replica"], 16), [int(stamp, 16) for stamp in vector["settled"]], stamps, vector["wall"], vector["offset"],
            quarantine)
    except huddle.ClockExhausted:
        equal("exhausted", vector.get("error"))
        return
    equal(f"{last:016x}", vector["ends"])
    equal([f"{wire.decode(data).stamp:016x}" for data in after], [told["stamp"] for told in vector["after"]])
    equal([huddle.change_id(data).hex() for data in after], [told["id"] for told in vector["after"]])
    equal(after, [join(told["bytes"]) for told in vector["after"]])


def check_ids(vector):
    equal(huddle.change_id(bytes.fromhex(vector["bytes"])).hex(), vector["id"])


def check_chain(vector):
    values = huddle.chain([bytes.fromhex(identifier) for identifier in vector["ids"]])
    equal([value.hex() for value in values], vector["chain"])


def check_changes(vector):
    data = join(vector["bytes"])
    try:
        change = wire.decode(data)
    except wire.ChangeError as error:
        equal(error.code, vector.get("error"))
        return
    equal(None, vector.get("error"))
    equal(wire.encode(change) == data, vector["canonical"])
    equal(wire.decode(wire.encode(change)), change)
    if "change" in vector:
        told = vector["change"]
        equal(f"{change.stamp:016x}", told["stamp"])
        equal(f"{change.replica:016x}", told["replica"])
        equal(str(change.index), told["index"])
        equal(huddle.uuid_text(change.record), told["record"])
        equal(change.type, told["type"])
        writes = [{"cell": cell, "value": json.loads(huddle.dump_value(value))} for cell, value in change.writes]
        equal(writes, told["writes"])
        equal([base.hex() for base in change.bases], told["bases"])
        equal(None if change.claimed is None else f"{change.claimed:016x}", told["claimed"])


def check_merges(vector):
    changes = [bytes.fromhex(change["bytes"]) for change in vector["changes"]]
    expected = "".join(line + "\n" for line in vector["state"])
    for order in orders(changes):
        equal(huddle.dump_set(order), expected)
    records = {huddle.uuid_text(record.id): record for record in huddle.state(map(huddle.hold, changes))}
    for question in vector.get("bases", []):
        bases = records[question["record"]].bases(question["cells"])
        equal([base.hex() for base in bases], question["ids"])


def check_record_ids(vector):
    if "version7" in vector:
        high, low = (int(bits, 16) for bits in vector["version7"]["random"])
        equal(huddle.uuid_text(huddle.version7(vector["version7"]["milliseconds"], high, low)), vector["id"])
    elif "derived" in vector:
        equal(huddle.uuid_text(wire.derived(**vector["derived"])), vector["id"])
    elif "person" in vector:
        equal(huddle.folded(vector["person"]), vector["folded"])
        equal(huddle.uuid_text(huddle.person_id(vector["person"])), vector["id"])
    else:
        read = huddle.uuid_bytes(vector["text"])
        equal(None if read is None else huddle.uuid_text(read), vector["id"])


def check_short_ids(vector):
    records = [huddle.uuid_bytes(item["id"]) for item in vector["records"]]
    for record, item in zip(records, vector["records"]):
        equal(huddle.letters(record), item["letters"])
        equal(huddle.shortest(record, records), item["shortest"])


def check_dates(vector):
    # The reference has no dates of its own; Python's are the definition, in make_vectors.py.
    equal("days" in vector, vector["valid"])


def check_messages(vector):
    bodies = {messages.PROTOBUF: join, messages.JSON: str.encode}
    for form in bodies.keys() & vector.keys():
        body = bodies[form](vector[form])
        try:
            value = messages.read(vector["message"], body, form)
        except messages.MessageError as error:
            equal(error.reason, vector.get("reason"))
            continue
        equal(None, vector.get("error"))
        if "value" in vector:
            equal(value, vector["value"])
        if vector["canonical"]:
            equal(messages.write(vector["message"], value, form), body)


def check_bundles(vector):
    try:
        value = bundles.read(join(vector["file"]))
    except bundles.BundleError as error:
        equal(error.reason, vector.get("error"))
        return
    equal(value, vector.get("value"))
    if "unpacked" in vector:
        told = vector["value"]
        content = bundles.content(bytes.fromhex(told["space"]), told["spaceName"], int(told["written"]),
                                  [bytes.fromhex(change) for change in told["changes"]])
        equal(bundles.sealed(content), join(vector["unpacked"]))


def check_errors(vector):
    check_messages({**vector, "message": "Problem", "canonical": True})
    equal(messages.PROBLEMS[vector["name"]][:2], (vector["status"], vector["retry"]))
    for name in ("status", "retry"):
        equal(vector["value"][name], vector[name])


def check_capture(vector):
    today = datetime.date.fromisoformat(vector["today"])
    try:
        told = capture.read(vector["line"], today, vector["said"])
    except capture.BadDue as bad:
        equal(("bad_due", bad.words, bad.column), (vector.get("error"), vector.get("words"), vector.get("column")))
        return
    equal(None, vector.get("error"))
    equal(told, vector["value"])
    equal(capture.written(told), vector["written"])
    equal(capture.read(vector["written"], today), told)


def check_openapi():
    """Each example of ../openapi.yaml is the vector that its summary names, as the same text."""
    page = (PROTOCOL / "openapi.yaml").read_text(encoding="utf-8")
    examples = re.findall(r'summary: "(\w+\.json): (.*)"\n *value: (.*)\n', page)
    equal(len(examples), len(re.findall(r"^ *value:", page, re.MULTILINE)))
    for name, vector, value in examples:
        vectors = json.loads((FOLDER / name).read_text(encoding="utf-8"))["vectors"]
        equal([value], [told["json"] for told in vectors if told["name"] == vector])


CHECKS = {
    "stamps.json": check_stamps,
    "clock.json": check_clock,
    "restamp.json": check_restamp,
    "ids.json": check_ids,
    "chain.json": check_chain,
    "changes.json": check_changes,
    "merges.json": check_merges,
    "record-ids.json": check_record_ids,
    "short-ids.json": check_short_ids,
    "dates.json": check_dates,
    "messages.json": check_messages,
    "errors.json": check_errors,
    "bundles.json": check_bundles,
    "capture.json": check_capture,
}


def join(parts):
    """Bytes from hexadecimal digits, or from parts of which some repeat."""
    if isinstance(parts, str):
        return bytes.fromhex(parts)
    return b"".join(
        bytes.fromhex(part) if isinstance(part, str) else bytes.fromhex(part["repeat"]) * part["times"]
        for part in parts
    )


def orders(changes):
    """Some orders of arrival. The definition does not look at them; this guards it against looking."""
    if len(changes) <= 3:
        return itertools.permutations(changes)
    return [changes, changes[::-1], random.Random(1).sample(changes, len(changes))]


class Different(Exception):
    pass


def equal(found, expected):
    if found != expected:
        raise Different(f"\n  found    {found}\n  expected {expected}")


def main():
    count, failures = 0, 0
    for name, check in CHECKS.items():
        for vector in json.loads((FOLDER / name).read_text(encoding="utf-8"))["vectors"]:
            count += 1
            try:
                check(vector)
            except Different as difference:
                failures += 1
                print(f"{name}: {vector['name']}: {difference}", file=sys.stderr)
    try:
        check_openapi()
    except Different as difference:
        failures += 1
        print(f"openapi.yaml: an example is not as its vector: {difference}", file=sys.stderr)
    print(f"{count - failures} of {count} vectors passed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
