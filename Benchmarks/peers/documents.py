"""The jobs for a library that keeps a document in memory: what it saves in a file stands for its disk, and files for the network."""

import json
import sys
import time
from pathlib import Path


def main(library):
    folder, job, *rest = Path(sys.argv[1]), sys.argv[2], *sys.argv[3:]
    a, b, wire = folder / "a" / "document", folder / "b" / "document", folder / "wire"
    for file in (a, b):
        file.parent.mkdir(exist_ok=True)

    def timed(work):
        start = time.perf_counter()
        work()
        print(time.perf_counter() - start)

    if job == "prepare":
        document = library.new()
        for entry in json.loads(Path(rest[0]).read_text()):
            library.put(document, entry["id"], entry["text"])
        a.write_bytes(library.save(document))
        print(0.0)
    elif job == "push":
        document = library.load(a.read_bytes())
        timed(lambda: wire.write_bytes(library.changes(document, library.version(library.new()))))
    elif job == "first":
        def first():
            document = library.new()
            library.take(document, wire.read_bytes())
            b.write_bytes(library.save(document))
        timed(first)
    elif job == "idle":
        here, there = library.load(a.read_bytes()), library.load(b.read_bytes())
        timed(lambda: library.changes(here, library.version(there)))
    elif job == "capture":
        def capture():
            document = library.load(a.read_bytes())
            library.put(document, "new-" + rest[0], "one more " + rest[0])
            a.write_bytes(library.save(document))
        timed(capture)
    elif job == "one":
        here, there = library.load(a.read_bytes()), library.load(b.read_bytes())
        timed(lambda: wire.write_bytes(library.changes(here, library.version(there))))
    elif job == "hear":
        document = library.load(b.read_bytes())
        def hear():
            library.take(document, wire.read_bytes())
            b.write_bytes(library.save(document))
        timed(hear)
