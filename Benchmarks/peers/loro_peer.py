"""Loro: a map of maps, each entry put in by a commit of its own."""

import documents

try:
    from loro import ExportMode, LoroDoc, LoroMap, VersionVector
except ImportError:
    print("missing loro")
    raise SystemExit


class Loro:
    @staticmethod
    def new():
        return LoroDoc()

    @staticmethod
    def load(data):
        document = LoroDoc()
        document.import_(data)
        return document

    @staticmethod
    def put(document, key, text):
        entry = document.get_map("entries").insert_container(key, LoroMap())
        entry.insert("text", text)
        entry.insert("kind", "action")
        document.commit()

    @staticmethod
    def save(document):
        return document.export(ExportMode.Snapshot())

    @staticmethod
    def version(document):
        return document.oplog_vv.encode()

    @staticmethod
    def changes(document, since):
        return document.export(ExportMode.Updates(VersionVector.decode(since)))

    @staticmethod
    def take(document, data):
        document.import_(data)


documents.main(Loro)
