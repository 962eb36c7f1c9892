"""Each program that keeps and syncs such entries, behind the same six jobs.

`push` sends all of a machine's entries to an empty server, `first` brings them to a second machine, `idle` syncs with nothing to
do, `capture` keeps one more entry, `one` sends it, and `hear` brings it to the second machine. Each returns seconds. What has to be
done before is done in `prepare`, and is not counted.
"""

import json
import os
import shutil
import sys
from pathlib import Path

from measuring import Missing, Proxy, folder_bytes, free_port, run, start, stop, wait_for

HERE = Path(__file__).resolve().parent
TEXT = "Order the seal kit for the filler of line 2"


def need(program):
    found = shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/bin")
    if not found:
        raise Missing(program)
    return found


class Peer:
    name = ""
    #: More entries than this take it minutes.
    most = 1_000_000

    def __init__(self, folder, programs):
        self.folder = Path(folder)
        self.programs = programs
        self.server = self.proxy = None

    def serve(self, words, port, env=None):
        log = open(self.folder / "server.log", "ab")
        self.server = start(words, log, env, cwd=self.folder)
        wait_for(port, self.server)
        self.proxy = Proxy(port)
        return self.proxy.port

    def end(self):
        if self.proxy:
            self.proxy.stop()
        stop(self.server)


class Huddle(Peer):
    name = "Huddle"

    def prepare(self, entries, home):
        server = self.programs["huddle-server"]
        data, port = self.folder / "data", free_port()
        self.serve([server, "serve", "--data", data, "--listen", f"127.0.0.1:{port}"], port)
        run([server, "space", "create", "Acme", "--data", data])
        shutil.copytree(home, self.folder / "a")
        for machine, person in (("a", "Maria Silva"), ("b", "Jonas Weber")):
            _, link = run([server, "member", "add", "Acme", person, "--department", "sales", "--data", data,
                           "--url", f"http://127.0.0.1:{self.proxy.port}"])
            self.huddle(machine, "join", link.strip())

    def huddle(self, machine, *words):
        return run([self.programs["huddle"], *words], {"HUDDLE_HOME": self.folder / machine})[0]

    def push(self):
        return self.huddle("a", "sync")

    def first(self):
        return self.huddle("b", "sync")

    def idle(self):
        return self.huddle("a", "sync")

    def capture(self, number):
        return self.huddle("a", "add", f"{TEXT}, {number}", "--kind", "action", "--customer", "Acme")

    def one(self):
        return self.huddle("a", "sync")

    def hear(self):
        return self.huddle("b", "sync")

    def disk(self):
        return folder_bytes(self.folder / "a" / "logs")


class Git(Peer):
    name = "git, a file an entry"

    def prepare(self, entries, home):
        need("git")
        self.git(self.folder, "init", "--quiet", "--bare", "--initial-branch=main", "served/all.git")
        port = free_port()
        self.serve(["git", "daemon", "--export-all", "--enable=receive-pack", "--listen=127.0.0.1", f"--port={port}",
                    f"--base-path={self.folder / 'served'}", "--reuseaddr"], port)
        a = self.folder / "a"
        self.git(self.folder, "init", "--quiet", "--initial-branch=main", "a")
        self.git(a, "remote", "add", "origin", f"git://127.0.0.1:{self.proxy.port}/all.git")
        for entry in entries:
            self.write(a, entry)
        self.git(a, "add", ".")
        self.git(a, "commit", "--quiet", "-m", "all")

    def git(self, folder, *words):
        who = ["-c", "user.name=Maria", "-c", "user.email=m@example.com", "-c", "gc.auto=0"]
        return run(["git", *who, *words], cwd=folder)[0]

    def write(self, folder, entry):
        file = folder / entry["id"][-2:] / (entry["id"] + ".json")
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(entry, ensure_ascii=False, indent=1))
        return file

    def push(self):
        return self.git(self.folder / "a", "push", "--quiet", "--set-upstream", "origin", "main")

    def first(self):
        return self.git(self.folder, "clone", "--quiet", f"git://127.0.0.1:{self.proxy.port}/all.git", "b")

    def idle(self):
        return self.git(self.folder / "a", "pull", "--quiet", "--rebase")

    def capture(self, number):
        a = self.folder / "a"
        file = self.write(a, {"id": f"new-{number:08}", "text": f"{TEXT}, {number}", "kind": "action"})
        return self.git(a, "add", file) + self.git(a, "commit", "--quiet", "-m", "one")

    def one(self):
        return self.git(self.folder / "a", "push", "--quiet")

    def hear(self):
        return self.git(self.folder / "b", "pull", "--quiet", "--rebase")

    def disk(self):
        return folder_bytes(self.folder / "a")


class Taskserver(Peer):
    name = "Taskwarrior and taskd"
    most = 10_000

    def prepare(self, entries, home):
        self.task, taskd, certtool = need("task"), need("taskd"), need("certtool")
        data, keys, port = self.folder / "data", self.folder / "keys", free_port()
        data.mkdir()
        keys.mkdir()
        self.certificates(certtool, keys)
        set_ = lambda name, value: run([taskd, "config", "--data", data, "--force", name, value])
        run([taskd, "init", "--data", data])
        for name in ("ca.cert", "server.cert", "server.key", "client.cert", "client.key"):
            set_(name, keys / (name.replace(".", "-") + ".pem"))
        set_("server", f"127.0.0.1:{port}")
        set_("log", self.folder / "taskd.log")
        # One request carries all of a first push.
        set_("request.limit", "0")
        run([taskd, "add", "--data", data, "org", "Acme"])
        _, added = run([taskd, "add", "--data", data, "user", "Acme", "Maria"])
        key = added.split(":")[1].split()[0]
        self.serve([taskd, "server", "--data", data], port)
        for machine in ("a", "b"):
            folder = self.folder / machine
            folder.mkdir()
            (folder / "taskrc").write_text(
                f"data.location={folder}\nconfirmation=off\ntaskd.server=127.0.0.1:{self.proxy.port}\n"
                f"taskd.credentials=Acme/Maria/{key}\ntaskd.trust=ignore hostname\n"
                f"taskd.ca={keys / 'ca-cert.pem'}\ntaskd.certificate={keys / 'client-cert.pem'}\n"
                f"taskd.key={keys / 'client-key.pem'}\nrecurrence=off\nhooks=off\n")
        _, tasks = run([self.programs["huddle"], "export", "actions", "--format", "taskwarrior"], {"HUDDLE_HOME": home})
        run([self.task, f"rc:{self.folder / 'a' / 'taskrc'}", "import", "-"], text=tasks)

    def certificates(self, certtool, keys):
        common = "organization = Acme\nexpiration_days = 30\n"
        kinds = {"ca": "ca\ncert_signing_key\n", "server": "tls_www_server\nencryption_key\nsigning_key\n",
                 "client": "tls_www_client\nencryption_key\nsigning_key\n"}
        for kind, rights in kinds.items():
            key, cert, wish = keys / f"{kind}-key.pem", keys / f"{kind}-cert.pem", keys / f"{kind}.info"
            wish.write_text(f"{common}cn = localhost\n{rights}")
            run([certtool, "--generate-privkey", "--sec-param", "low", "--outfile", key])
            signer = ["--generate-self-signed"] if kind == "ca" else [
                "--generate-certificate", "--load-ca-certificate", keys / "ca-cert.pem", "--load-ca-privkey",
                keys / "ca-key.pem"]
            run([certtool, *signer, "--load-privkey", key, "--template", wish, "--outfile", cert])

    def run(self, machine, *words):
        return run([self.task, f"rc:{self.folder / machine / 'taskrc'}", *words])[0]

    def push(self):
        return self.run("a", "sync", "init")

    def first(self):
        return self.run("b", "sync")

    def idle(self):
        return self.run("a", "sync")

    def capture(self, number):
        return self.run("a", "add", "project:Acme", "--", f"{TEXT}, {number}")

    def one(self):
        return self.run("a", "sync")

    def hear(self):
        return self.run("b", "sync")

    def disk(self):
        return folder_bytes(self.folder / "a")


class Radicale(Peer):
    name = "Radicale and vdirsyncer"
    most = 1_000

    def prepare(self, entries, home):
        radicale, self.vdirsyncer = need("radicale"), need("vdirsyncer")
        port = free_port()
        (self.folder / "radicale.conf").write_text(
            f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n[storage]\n"
            f"filesystem_folder = {self.folder / 'data'}\n[rights]\ntype = authenticated\n")
        self.serve([radicale, "--config", self.folder / "radicale.conf"], port)
        for machine in ("a", "b"):
            folder = self.folder / machine
            (folder / "actions").mkdir(parents=True)
            (folder / "conf").write_text(
                f'[general]\nstatus_path = "{folder}/status/"\n[pair actions]\na = "here"\nb = "there"\n'
                f'collections = ["actions"]\nconflict_resolution = "a wins"\n'
                f'[storage here]\ntype = "filesystem"\npath = "{folder}"\nfileext = ".ics"\n'
                f'[storage there]\ntype = "caldav"\nurl = "http://127.0.0.1:{self.proxy.port}/maria/"\n'
                'username = "maria"\npassword = "x"\n')
        for entry in entries:
            self.write(entry["id"], entry["text"])
        run([self.vdirsyncer, "-c", self.folder / "a" / "conf", "discover"], text="y\n" * 8)

    def write(self, uid, text):
        body = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//peers//EN", "BEGIN:VTODO", f"UID:{uid}",
                "DTSTAMP:20260101T000000Z", "SUMMARY:" + text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;"),
                "STATUS:NEEDS-ACTION", "END:VTODO", "END:VCALENDAR", ""]
        (self.folder / "a" / "actions" / f"{uid}.ics").write_text("\r\n".join(body), newline="")

    def sync(self, machine):
        return run([self.vdirsyncer, "-c", self.folder / machine / "conf", "sync"])[0]

    def push(self):
        return self.sync("a")

    def first(self):
        seconds, _ = run([self.vdirsyncer, "-c", self.folder / "b" / "conf", "discover"], text="y\n" * 8)
        return seconds + self.sync("b")

    def idle(self):
        return self.sync("a")

    def capture(self, number):
        self.write(f"new-{number}", f"{TEXT}, {number}")
        return 0.0

    def one(self):
        return self.sync("a")

    def hear(self):
        return self.sync("b")

    def disk(self):
        return folder_bytes(self.folder / "a")


class InPython(Peer):
    """A library: a Python process does each job and says how long it took, without its own start."""

    program = ""

    def prepare(self, entries, home):
        file = self.folder / "entries.json"
        file.write_text(json.dumps([{"id": entry["id"], "text": entry["text"]} for entry in entries]))
        self.begin()
        self.step("prepare", file)

    def begin(self):
        pass

    def step(self, *words):
        _, out = run([sys.executable, HERE / self.program, self.folder, *words],
                     {"PEER_URL": f"http://127.0.0.1:{self.proxy.port}/" if self.proxy else ""})
        said = out.splitlines()[-1]
        if said.startswith("missing"):
            raise Missing(said.removeprefix("missing "))
        return float(said)

    def push(self):
        return self.step("push")

    def first(self):
        return self.step("first")

    def idle(self):
        return self.step("idle")

    def capture(self, number):
        return self.step("capture", number)

    def one(self):
        return self.step("one")

    def hear(self):
        return self.step("hear")

    def disk(self):
        return folder_bytes(self.folder / "a")


class Anki(InPython):
    name = "Anki and its sync server"
    program = "anki_peer.py"

    def begin(self):
        try:
            import anki.syncserver  # noqa: F401
        except ImportError:
            raise Missing("anki") from None
        port = free_port()
        (self.folder / "data").mkdir()
        self.serve([sys.executable, "-m", "anki.syncserver"], port,
                   {"SYNC_USER1": "maria:x", "SYNC_BASE": str(self.folder / "data"), "SYNC_HOST": "127.0.0.1",
                    "SYNC_PORT": str(port)})


class Yjs(InPython):
    name = "Yjs (pycrdt), a library"
    program = "yjs_peer.py"


class Loro(InPython):
    name = "Loro, a library"
    program = "loro_peer.py"


ALL = [Huddle, Git, Taskserver, Radicale, Anki, Yjs, Loro]
