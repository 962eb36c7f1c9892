"""What every peer is measured with: whole processes, a proxy that counts bytes, and the entries of one log."""

import json
import os
import socket
import statistics
import subprocess
import threading
import time
from pathlib import Path


class Missing(Exception):
    """A program that is not installed."""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port, process, seconds=15):
    """Returns when something listens, and fails when the process ends before."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args[0]} ended with {process.returncode}")
        with socket.socket() as caller:
            caller.settimeout(0.2)
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"{process.args[0]} does not listen")


def run(words, env=None, cwd=None, text=None, check=True):
    """Runs a command to its end and returns (seconds, standard output)."""
    start = time.perf_counter()
    done = subprocess.run(
        [str(word) for word in words], env=environment(env), cwd=cwd, input=text, text=True, capture_output=True)
    seconds = time.perf_counter() - start
    if check and done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, words))} ended with {done.returncode}: {done.stderr[-600:]}")
    return seconds, done.stdout


def environment(more=None):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "TZ": "UTC", "LANG": "C.UTF-8", **(more or {})}


def start(words, log, env=None, cwd=None):
    return subprocess.Popen(
        [str(word) for word in words], env=environment(env), cwd=cwd, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def stop(process):
    if process and process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def folder_bytes(folder):
    return sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file() and not file.is_symlink())


def median(samples):
    return statistics.median(samples)


class Proxy:
    """Stands before a server on this machine and counts what TCP carries, in both directions."""

    def __init__(self, port):
        self.target = port
        self.bytes = 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                here, _ = self.listener.accept()
                there = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            for source, sink in ((here, there), (there, here)):
                threading.Thread(target=self._copy, args=(source, sink), daemon=True).start()

    def _copy(self, source, sink):
        try:
            while data := source.recv(65536):
                with self.lock:
                    self.bytes += len(data)
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            source.close()
            sink.close()

    def take(self):
        """The bytes since it was last asked."""
        time.sleep(0.05)
        with self.lock:
            count, self.bytes = self.bytes, 0
        return count

    def stop(self):
        self.listener.close()


def read_entries(huddle, home):
    """The entries of a log, as its own export gives them."""
    _, out = run([huddle, "export", "entries", "--format", "ndjson"], {"HUDDLE_HOME": home})
    lines = (json.loads(line) for line in out.splitlines())
    return [line for line in lines if line["type"] == "entry"]
