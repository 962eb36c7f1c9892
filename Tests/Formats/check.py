"""Opens every exported format with the program that people open it with, and looks for the same entries in each.

A check whose program is missing says so and is skipped; with --all that is a failure.
"""

import argparse
import csv
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from pathlib import Path

SUPPORT = Path(__file__).resolve().parents[2]
HOSTILE = [text for texts in json.loads((SUPPORT / "Tests/Formats/hostile.json").read_text())["texts"].values() for text in texts]


class Missing(Exception):
    pass


def need(module):
    if importlib.util.find_spec(module) is None:
        raise Missing(f"Python package {module}")


def program(name):
    path = shutil.which(name)
    if not path:
        raise Missing(name)
    return path


def one_line(text):
    """As Protocol/formats.md says it under "One line"."""
    line = re.sub(r"[\n\r\t ]+", " ", text).strip(" ")
    return re.sub("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", lambda m: "\\u{%x}" % ord(m[0]), line)


class Check:
    def __init__(self, huddle, folder):
        self.huddle, self.folder = huddle, Path(folder)
        self.home = self.folder / "home"
        self.run("init", "--name", "Maria Silva")
        meeting = self.run("meeting", "add", "Visit <b>Acme</b>", "--on", "2026-11-18", "--customer", "Acme & Sons")
        self.meeting = meeting.split()[0]
        taken = 0
        typed = [text for text in HOSTILE if text.strip() and "\0" not in text]
        for number, text in enumerate(typed):
            words = ["action", "--details", text or "x", "--customer", text or "x", "--meeting", self.meeting]
            words += ["--owner", ["Ann", "Bob O'Neil", "me"][number % 3], "--tag", "quality"]
            words += ["--due", f"2026-12-{number % 28 + 1:02d}"] if number % 4 else []
            result = self.try_run(*words, "--", text)
            taken += result.returncode == 0
        assert taken > len(typed) - 4, f"only {taken} of {len(typed)} texts were taken"
        self.everywhere()
        entries = json.loads(self.run("export", "actions", "--json"))["entries"]
        self.texts = [entry["text"] for entry in entries]
        # An entry with two owners stands under both.
        self.places = sum(max(1, len(entry["owners"])) for entry in entries)
        assert len(self.texts) >= taken + len(HOSTILE) // 2, (len(self.texts), taken)
        self.done = self.run("action", "It is done", "--owner", "Ann").split()[0]
        self.run("done", self.done)
        self.count = len(self.texts)

    def everywhere(self):
        """Each text in every field of an entry of its own, and of a meeting: what somebody else's program may have written."""
        lines = []
        for number, text in enumerate(HOSTILE):
            if not text.strip() or "\0" in text:
                continue
            name = re.sub("[\0-\x1f\x7f]", " ", text).strip()[:60].strip() or "x"
            lines.append(json.dumps({
                "type": "entry", "id": f"0190a1b2-0000-7000-8000-{number:012d}", "text": text, "details": text,
                "kind": "action", "priority": text, "customer": text, "product": text, "site": text, "topic": text,
                "source": text, "owners": [name, "Ann"], "tags": [name], "votes": [name], "other": {"colour": text},
                "meeting": {"id": f"0190a1b2-0000-7000-8001-{number:012d}", "title": text, "day": "2026-11-19", "customer": text},
            }))
        file = self.folder / "everywhere.ndjson"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        report = json.loads(self.run("import", "ndjson", str(file), "--json"))[0]
        assert report["new"] == len(lines) and not report["problems"], report["problems"][:3]
        for text in [text for text in HOSTILE if text and "\0" not in text][:20]:
            self.try_run("comment", "@last", "--", text)

    def try_run(self, *words):
        return subprocess.run(
            [self.huddle, *words, "--home", self.home] if "--" not in words
            else [self.huddle, *words[: words.index("--")], "--home", self.home, *words[words.index("--"):]],
            capture_output=True, text=True, encoding="utf-8")

    def run(self, *words):
        result = self.try_run(*words)
        assert result.returncode == 0, f"huddle {' '.join(map(str, words))}: {result.stderr}"
        return result.stdout

    def export(self, format, subject="actions", *words):
        path = self.folder / f"{subject}.{format}"
        self.run("export", subject, *words, "--format", format, "--output", str(path))
        return path

    # The formats, in the order of Protocol/formats.md.

    def markdown(self):
        need("markdown_it"), need("commonmark")
        from markdown_it import MarkdownIt

        text = self.export("markdown").read_text(encoding="utf-8")
        tokens = MarkdownIt("commonmark").parse(text)
        items = [t for t in tokens if t.type == "list_item_open"]
        assert len(items) == self.places, (len(items), self.places)
        kinds = {c.type for t in tokens for c in (t.children or [])}
        assert kinds <= {"text", "strong_open", "strong_close", "code_inline", "hardbreak", "softbreak", "text_special"}, kinds
        assert not any(t.type in ("html_block", "fence", "code_block", "blockquote_open") for t in tokens)
        assert {t.tag for t in tokens if t.type == "heading_open"} == {"h1", "h2"}
        shown = "\n".join(
            "".join(c.content for c in t.children if c.type in ("text", "text_special", "code_inline"))
            for t in tokens if t.type == "inline")
        for wanted in self.texts:
            assert one_line(wanted) in shown, wanted
        import commonmark

        html = commonmark.commonmark(text)
        assert "<script" not in html and "<a " not in html and "<img" not in html
        minutes = self.run("export", "meeting", self.meeting)
        headings = [t.content for t, o in zip(MarkdownIt("commonmark").parse(minutes)[1:], MarkdownIt("commonmark").parse(minutes)) if o.type == "heading_open"]
        assert headings[0].startswith("Visit") and headings[1] == "Actions", headings

    def html(self):
        page = self.export("html")
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"<(script|img|a|iframe|link|object)\b", text)
        tools = program("chromium"), program("pdftotext")
        pdf = self.folder / "actions.pdf"
        subprocess.run(
            [tools[0], "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={pdf}", "--no-pdf-header-footer",
             page.as_uri()], check=True, capture_output=True, timeout=120)
        shown = subprocess.run([tools[1], pdf, "-"], check=True, capture_output=True, text=True).stdout
        for wanted in ["<script>alert(1)</script>", "[x](javascript:alert(1))", "Ann", "2026-12-06"]:
            assert wanted in shown, wanted

    def csv(self):
        need("pandas")
        import pandas

        for format, separator in [("csv", ","), ("tsv", "\t")]:
            path = self.export(format)
            table = pandas.read_csv(path, sep=separator, dtype=str, keep_default_na=False)
            assert len(table) == self.count
            texts = set(table["text"])
            for wanted in self.texts:
                assert wanted in texts or "'" + wanted in texts, wanted
            for text in table.to_numpy().flatten():
                assert not re.match(r"[=+@\-]", text) or re.match(r"-\d", text), text
            raw = pandas.read_csv(self.export(format, "actions", "--raw"), sep=separator, dtype=str, keep_default_na=False)
            assert set(self.texts) <= set(raw["text"])
            with open(path, newline="", encoding="utf-8") as file:
                assert {len(row) for row in csv.reader(file, delimiter=separator, strict=True)} == {27}
        self.office("csv", self.export("csv"))

    def xlsx(self):
        need("openpyxl")
        import datetime

        import openpyxl

        path = self.export("xlsx")
        assert zipfile.ZipFile(path).testzip() is None
        book = openpyxl.load_workbook(path)
        sheet = book["Entries"]
        assert sheet.max_row == self.count + 1 and sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:S{self.count + 1}"
        heads = [cell.value for cell in sheet[1]]
        due = heads.index("Due")
        dates = [row[due].value for row in sheet.iter_rows(min_row=2) if row[due].value is not None]
        assert dates and all(isinstance(day, datetime.datetime) for day in dates), dates[:3]
        assert all(cell.data_type != "f" for row in sheet for cell in row), "no cell is a formula"
        assert sheet.column_dimensions["B"].width == 60
        texts = {row[heads.index("What")].value for row in sheet.iter_rows(min_row=2)}
        assert "=1+1" in texts and "<script>alert(1)</script>" in texts
        about = {row[0].value: row[1].value for row in book["About"]}
        assert about["Space"] and about["Written with"].startswith("huddle export actions"), about
        self.office("xlsx", path)

    def office(self, name, path):
        soffice = program("soffice")
        folder = self.folder / f"office-{name}"
        subprocess.run(
            [soffice, f"-env:UserInstallation=file://{self.folder}/office-profile", "--headless", "--convert-to",
             "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", folder, path],
            check=True, capture_output=True, timeout=180)
        rows = list(csv.reader(io.StringIO(next(folder.iterdir()).read_text(encoding="utf-8"))))
        assert len(rows) == self.count + 1, (name, len(rows))
        cells = {cell for row in rows for cell in row}
        assert "=1+1" in cells or "'=1+1" in cells
        assert "2" not in cells and "Err:" not in " ".join(cells), "nothing was worked out"

    def json(self):
        need("jsonschema")
        import jsonschema

        schema = json.loads((SUPPORT / "Protocol/schema/export.schema.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for subject, words in [("actions", []), ("entries", []), ("meeting", [self.meeting])]:
            for format in ["json", "ndjson"]:
                path = self.folder / f"{subject}.{format}"
                self.run("export", subject, *words, "--format", format, "--output", str(path))
                text = path.read_text(encoding="utf-8")
                for item in [text] if format == "json" else text.rstrip("\n").split("\n"):
                    validator.validate(json.loads(item))
        lines = [json.loads(line) for line in (self.folder / "actions.ndjson").read_text(encoding="utf-8").splitlines()]
        assert [lines[0]["type"], lines[-1]["type"], lines[-1]["count"]] == ["export", "end", self.count]
        assert {line["text"] for line in lines[1:-1]} == set(self.texts)

    def ics(self):
        need("icalendar")
        import icalendar

        path = self.export("ics", "entries")
        first = icalendar.Calendar.from_ical(path.read_bytes())
        todos = first.walk("VTODO")
        meetings = json.loads(self.run("meeting", "list", "--json"))
        assert len(todos) == self.count + 1 and len(first.walk("VEVENT")) == len(meetings) > len(HOSTILE) // 2
        assert not [c for c in first.walk() if c.errors], "every property could be read"
        shown = {str(todo["SUMMARY"]) for todo in todos}
        assert any("END:VTODO" in text and "BEGIN:VEVENT" in text for text in shown), "a text stays a text"
        done = next(todo for todo in todos if str(todo["SUMMARY"]) == "It is done")
        assert str(done["STATUS"]) == "COMPLETED" and "COMPLETED" in done
        time.sleep(1.1)
        self.run("edit", self.done, "--text", "It is done indeed")
        second = icalendar.Calendar.from_ical(self.export("ics", "entries").read_bytes())
        again = next(todo for todo in second.walk("VTODO") if todo["UID"] == done["UID"])
        assert int(again["SEQUENCE"]) > int(done["SEQUENCE"]) and str(again["SUMMARY"]) == "It is done indeed"
        assert {str(t["UID"]) for t in second.walk("VTODO")} == {str(t["UID"]) for t in todos}
        self.run("edit", self.done, "--text", "It is done")
        self.radicale(path)

    def radicale(self, path):
        need("radicale")
        storage = self.folder / "radicale"
        process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--storage-filesystem-folder", storage, "--auth-type", "none",
             "--server-hosts", "127.0.0.1:5397", "--rights-type", "authenticated", "--web-type", "none"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            address = "http://127.0.0.1:5397/maria/actions/"
            headers = {"Content-Type": "text/calendar; charset=utf-8", "Authorization": "Basic bWFyaWE6eA=="}

            def call(method, body=None):
                request = urllib.request.Request(address, data=body, method=method, headers=headers)
                return urllib.request.urlopen(request, timeout=20).read()

            for attempt in range(100):
                try:
                    call("PUT", path.read_bytes())
                    break
                except OSError as error:
                    if attempt == 99 or isinstance(error, urllib.error.HTTPError):
                        raise
                    time.sleep(0.1)
            call("PUT", self.export("ics", "entries").read_bytes())
            kept = call("GET").decode()
            assert kept.count("BEGIN:VTODO") == self.count + 1, "a second import updates"
        finally:
            # It holds nothing worth a tidy end, and would wait for a connection that is kept open.
            process.kill()
            process.wait()

    def feeds(self):
        """Read from a server as calendars and feed readers do, in every format, with every hostile text."""
        server = Path(self.huddle).with_name("huddle-server")
        if not server.exists():
            raise Missing("huddle-server beside huddle")
        data = str(self.folder / "server")
        process = subprocess.Popen(
            [server, "serve", "--data", data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        try:
            process.stdout.readline()
            for words in (["space", "create", "Acme & <team>"], ["member", "add", "Acme & <team>", "Maria Silva", "--department", "sales"]):
                result = subprocess.run([server, *words, "--data", data], capture_output=True, text=True)
                assert result.returncode == 0, result.stderr
            self.run("join", result.stdout.strip())
            self.run("sync")

            def read(format):
                link = self.run("feed", "create", "entries", "--format", format, "--name", "Feed & <b>name</b>").strip()
                with urllib.request.urlopen(link, timeout=20) as answer:
                    return answer.read(), answer.headers["Content-Type"]

            self.atom(*read("atom"))
            body, kind = read("json")
            assert kind.startswith("application/feed+json")
            feed = json.loads(body)
            assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"] == "Feed & <b>name</b>"
            items = feed["items"]
            assert len(items) == self.count + 1 and len({item["id"] for item in items}) == len(items)
            assert all(item["content_text"] and item["title"] and item["date_modified"].endswith("Z") for item in items)
            assert set(self.texts) <= {item["_huddle"]["text"] for item in items}
            need("icalendar")
            import icalendar

            tasks = icalendar.Calendar.from_ical(read("ics")[0])
            assert len(tasks.walk("VTODO")) == self.count + 1 and not [c for c in tasks.walk() if c.errors]
            assert tasks["REFRESH-INTERVAL"].dt.total_seconds() == 3600
            events = icalendar.Calendar.from_ical(read("events")[0])
            due = [event for event in events.walk("VEVENT") if str(event["UID"]).endswith("-due")]
            assert 0 < len(due) < self.count and not events.walk("VTODO")
            assert all(event["DTSTART"].dt.month == 12 for event in due)
        finally:
            process.terminate()
            process.wait()

    def atom(self, body, kind):
        import xml.etree.ElementTree as tree

        assert kind.startswith("application/atom+xml")
        atom = "{http://www.w3.org/2005/Atom}"
        root = tree.fromstring(body)
        entries = root.findall(atom + "entry")
        assert root.tag == atom + "feed" and len(entries) == self.count + 1
        for parent in [root, *entries]:
            for name in ("id", "title", "updated"):
                assert len(parent.findall(atom + name)) == 1, f"exactly one {name}: RFC 4287, 4.1"
        titles = {entry.findtext(atom + "title") for entry in entries}
        for wanted in self.texts:
            assert (one_line(wanted) or "(empty)") in titles, wanted
        times = [entry.findtext(atom + "updated") for entry in entries]
        assert times == sorted(times, reverse=True) and root.findtext(atom + "updated") == times[0]
        need("feedparser")
        import feedparser

        feed = feedparser.parse(body)
        assert not feed.bozo and feed.version == "atom10" and len(feed.entries) == len(entries), feed.get("bozo_exception")

    def todotxt(self):
        lines = self.export("todotxt", "entries").read_text(encoding="utf-8").split("\n")
        assert lines.pop() == "" and len(lines) == self.count + 1
        form = re.compile(r"^(x \d{4}-\d\d-\d\d |\([A-Z]\) )?\d{4}-\d\d-\d\d \S.* huddle:[0-9a-f-]{36}$")
        for line in lines:
            assert form.match(line), line
        assert sum(line.startswith("x ") for line in lines) == 1
        assert any(" @Bob_O'Neil " in line and " due:2026-12-" in line for line in lines)

    def taskwarrior(self):
        task = program("task")
        data = self.folder / "task"
        data.mkdir()
        (data / "rc").write_text(f"data.location={data}\nconfirmation=no\nverbose=nothing\nhooks=off\n")
        environment = {**os.environ, "TASKRC": str(data / "rc"), "TASKDATA": str(data)}

        def run(*words):
            result = subprocess.run([task, *words], capture_output=True, text=True, env=environment, input="")
            assert result.returncode == 0, result.stderr + result.stdout
            return result.stdout

        for _ in range(2):
            run("import", str(self.export("taskwarrior", "entries")))
            kept = json.loads(run("export"))
            assert len(kept) == self.count + 1, "a second import updates"
        descriptions = {task["description"] for task in kept}
        for wanted in self.texts:
            plain = one_line(wanted)
            assert plain in descriptions, (plain, sorted(descriptions)[:5])
        assert sum(task["status"] == "completed" for task in kept) == 1

    def issues(self):
        jira = list(csv.DictReader(io.StringIO(self.export("jira").read_text(encoding="utf-8"))))
        assert len(jira) == self.count and all(row["Summary"] and row["External issue ID"] for row in jira)
        github = json.loads(self.export("github").read_text(encoding="utf-8"))
        assert len(github) == self.count
        for issue in github:
            assert set(issue) == {"title", "body", "labels", "assignees", "state", "state_reason"}
            assert 0 < len(issue["title"]) <= 256 and issue["state"] in ("open", "closed")
        need("markdown_it")
        from markdown_it import MarkdownIt

        for issue in github:
            kinds = {c.type for t in MarkdownIt("commonmark").parse(issue["body"]) for c in (t.children or [])}
            assert not kinds & {"link_open", "image", "html_inline"}, issue["body"]
        rows = list(csv.DictReader(io.StringIO(self.export("github-csv").read_text(encoding="utf-8"))))
        assert len(rows) == self.count

    def templates(self):
        mails = self.folder / "mails"
        self.run("export", "actions", "--template", str(SUPPORT / "Templates/mail.txt"), "--per", "owner", "--output-dir", str(mails))
        names = {path.name for path in mails.iterdir()}
        assert {"ann.txt", "bob-o-neil.txt", "home.txt", "maria-silva.txt"} <= names, names
        assert all(re.fullmatch(r"[\w\u0300-\u036f][\w\u0300-\u036f-]*\.txt", name) for name in names), "hostile owners decide no path"
        assert (mails / "ann.txt").read_text(encoding="utf-8").startswith("Subject: ")
        page = self.run("export", "meeting", self.meeting, "--template", str(SUPPORT / "Templates/wiki.md"))
        assert page.startswith("# Visit")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--huddle", required=True)
    parser.add_argument("--all", action="store_true", help="a program that is missing is a failure")
    parser.add_argument("checks", nargs="*")
    options = parser.parse_args()
    names = ["markdown", "html", "csv", "xlsx", "json", "ics", "feeds", "todotxt", "taskwarrior", "issues", "templates"]
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    with tempfile.TemporaryDirectory() as folder:
        check = Check(options.huddle, folder)
        for name in options.checks or names:
            try:
                getattr(check, name)()
                outcome, detail = "passed", ""
            except Missing as missing:
                outcome, detail = "failed" if options.all else "skipped", f": {missing} is not installed"
            except Exception as error:
                outcome, detail = "failed", f": {type(error).__name__}: {error}"
            counts[outcome] += 1
            print(f"{outcome} {name}{detail}", flush=True)
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    sys.exit(1 if counts["failed"] else 0)


main()
