"""Yjs as pycrdt has it: a map of maps, each entry put in by a transaction of its own."""

import documents

try:
    from pycrdt import Doc, Map
except ImportError:
    print("missing pycrdt")
    raise SystemExit


class Yjs:
    @staticmethod
    def new():
        return Doc({"entries": Map()})

    @staticmethod
    def load(data):
        document = Yjs.new()
        document.apply_update(data)
        return document

    @staticmethod
    def put(document, key, text):
        with document.transaction():
            document.get("entries", type=Map)[key] = Map({"text": text, "kind": "action"})

    @staticmethod
    def save(document):
        return document.get_update()

    @staticmethod
    def version(document):
        return document.get_state()

    @staticmethod
    def changes(document, since):
        return document.get_update(since)

    @staticmethod
    def take(document, data):
        document.apply_update(data)


documents.main(Yjs)
