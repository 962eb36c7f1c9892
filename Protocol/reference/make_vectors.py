"""Writes ../vectors/*.json. The same files every time: what is random here is drawn from fixed seeds.

    python3 make_vectors.py            writes the files
    python3 make_vectors.py --check    fails when the files are not what would be written
"""

import json
import sys
from pathlib import Path

from vectors_bundles import bundle_vectors
from vectors_capture import capture_vectors
from vectors_changes import change_vectors, id_vectors
from vectors_merges import merge_vectors
from vectors_messages import error_vectors, message_vectors
from vectors_restamp import restamp_vectors
from vectors_webhooks import webhook_vectors
from vectors_values import (
    chain_vectors,
    clock_vectors,
    date_vectors,
    record_id_vectors,
    short_id_vectors,
    stamp_vectors,
)

FOLDER = Path(__file__).resolve().parent.parent / "vectors"

FILES = {
    "stamps.json": stamp_vectors,
    "clock.json": clock_vectors,
    "restamp.json": restamp_vectors,
    "ids.json": id_vectors,
    "chain.json": chain_vectors,
    "changes.json": change_vectors,
    "merges.json": merge_vectors,
    "record-ids.json": record_id_vectors,
    "short-ids.json": short_id_vectors,
    "dates.json": date_vectors,
    "messages.json": message_vectors,
    "errors.json": error_vectors,
    "bundles.json": bundle_vectors,
    "capture.json": capture_vectors,
    "webhooks.json": webhook_vectors,
}


def render(vectors):
    names = [vector["name"] for vector in vectors]
    assert len(set(names)) == len(names), "two vectors of one name"
    assert all(vector["why"] for vector in vectors), "a vector without a why"
    return json.dumps({"vectors": vectors}, indent=1, ensure_ascii=False) + "\n"


def main():
    contents = {name: render(make()).encode() for name, make in FILES.items()}
    if "--check" not in sys.argv[1:]:
        FOLDER.mkdir(exist_ok=True)
        for name, content in contents.items():
            (FOLDER / name).write_bytes(content)
        return
    differing = [
        name for name, content in contents.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_bytes() != content
    ]
    for name in differing:
        print(f"{name} is not what make_vectors.py writes: run it, and look at what changed", file=sys.stderr)
    print(f"{len(FILES) - len(differing)} of {len(FILES)} files are as generated")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
