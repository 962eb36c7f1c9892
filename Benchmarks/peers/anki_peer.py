"""Anki's collection and its sync server: a note an entry."""

import json
import os
import sys
import time
from pathlib import Path

from anki.collection import Collection

folder, job, *rest = Path(sys.argv[1]), sys.argv[2], *sys.argv[3:]
machine = "b" if job in ("first", "hear") else "a"
(folder / machine).mkdir(exist_ok=True)
collection = Collection(str(folder / machine / "collection.anki2"))


def login():
    return collection.sync_login("maria", "x", os.environ["PEER_URL"])


def add(text):
    kind = collection.models.by_name("Basic")
    note = collection.new_note(kind)
    note["Front"] = text
    collection.add_note(note, collection.decks.id("Default"))


def sync():
    done = collection.sync_collection(login(), False)
    if done.required in (done.FULL_SYNC, done.FULL_DOWNLOAD, done.FULL_UPLOAD):
        full = login()
        collection.close_for_full_sync()
        collection.full_upload_or_download(auth=full, server_usn=None, upload=job == "push")


start = time.perf_counter()
if job == "prepare":
    for entry in json.loads(Path(rest[0]).read_text()):
        add(entry["text"])
elif job == "capture":
    add("one more " + rest[0])
else:
    sync()
seconds = time.perf_counter() - start
try:
    collection.close()
except Exception:
    pass
print(seconds)
