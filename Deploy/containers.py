"""Reads Dockerfile and compose.yaml as Docker does, holds them to a few rules, and runs what the container would run.

    containers.py FOLDER-OF-PROGRAMS WORK-FOLDER

There is no Docker in it: whether the images can be had and the build inside them goes well is not seen here.
"""
import json
import os
import pathlib
import re
import subprocess
import sys

import dockerfile
import yaml

bin_folder, work = sys.argv[1:]
here = pathlib.Path(__file__).parent
problems = []


def rule(holds, text):
    if not holds:
        problems.append(text)


commands = dockerfile.parse_file(str(here / "Dockerfile"))
stages, user, environment, last = [], None, {}, {}
for command in commands:
    name, value, flags = command.cmd.upper(), command.value, command.flags
    last[name] = value
    if name == "FROM":
        rule(re.search(r":[^:]*\d|:bookworm", value[0]), f"{value[0]} is not a version")
        stages.append(value[2] if len(value) > 2 else None)
        user = None
    elif name == "USER":
        user = value[0]
    elif name == "ENV":
        environment[value[0]] = value[1]
    elif name == "COPY":
        for flag in flags:
            rule(flag.removeprefix("--from=") in stages, f"COPY {flag}: there is no such stage")
    elif name == "RUN" and "apt-get install" in value[0]:
        rule("--no-install-recommends" in value[0], f"line {command.start_line}: --no-install-recommends is missing")
        rule("rm -rf /var/lib/apt/lists" in value[0], f"line {command.start_line}: the lists of packages stay in the image")
    for word in re.findall(r"\./(Scripts/\S+)", " ".join(value)):
        rule((here.parent / word).exists(), f"there is no {word}")
rule(user not in (None, "root", "0"), "the last USER is root")
for name in ("ENTRYPOINT", "CMD"):
    rule(any(c.cmd.upper() == name and c.json for c in commands), f"{name} runs in a shell, which takes signals")

compose = yaml.safe_load((here / "compose.yaml").read_text())
service = compose["services"]["huddle"]
built = here / service["build"]["context"] / service["build"]["dockerfile"]
rule(built.resolve() == (here / "Dockerfile").resolve(), f"compose builds {built}")
rule(service.get("read_only") and service.get("cap_drop") == ["ALL"], "the container may do more than it needs")
mounts = {mount.split(":")[1] for service in compose["services"].values() for mount in service["volumes"]}
rule(set(last["VOLUME"]) <= mounts, "a volume of the image is not kept")
environment |= {key: re.sub(r"\$\{HUDDLE_HOST[^}]*\}", "huddle.example.com", text)
                for key, text in service["environment"].items()}
if problems:
    sys.exit("\n".join(problems))

# The same commands in the same environment; the data's folder and the port are others.
environment |= {"HUDDLE_DATA": work + "/container", "PATH": bin_folder + ":" + os.environ["PATH"]}
arguments = [word.replace(":8787", ":0") for word in last["ENTRYPOINT"] + last["CMD"]]
server = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
try:
    said = server.stdout.readline()
    if "listens on http://0.0.0.0:" not in said:
        sys.exit(f"{arguments} does not start: {said}")
    health = next(c for c in commands if c.cmd.upper() == "HEALTHCHECK")
    probe = re.search(r"CMD (\[.*\])", health.original)
    answer = subprocess.run(json.loads(probe[1]), env=environment, capture_output=True, text=True, timeout=20)
    if answer.returncode != 0 or answer.stdout != "ready\n":
        sys.exit(f"HEALTHCHECK: {answer.returncode} {answer.stdout}{answer.stderr}")
    subprocess.run(["huddle-server", "space", "create", "Acme team"], env=environment, check=True, capture_output=True)
    invited = subprocess.run(["huddle-server", "member", "add", "Acme team", "Maria", "--department", "sales"],
                             env=environment, check=True, capture_output=True, text=True).stdout
    if not invited.startswith("https://huddle.example.com/join#"):
        sys.exit(f"a link leads to {invited}")
finally:
    server.terminate()
    code = server.wait(timeout=40)
sys.exit(0 if code == 0 else f"it ends with {code} at SIGTERM")
