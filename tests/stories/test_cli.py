"""The command a person reaches for: with a server, without one, interrupted, refused."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.films import read
from tests.stories.conftest import Server

from rushes.storage.lock import holder

MODEL = "previs-std-silent"
KEY = "sk-0123456789abcdef"
#: A film that nobody waits for: long enough to be interrupted.
LONG = ("make", "a boat at sea", "-m", MODEL, "-d", "15")


class Person:
    """Someone at a shell in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """A command under way."""
        return subprocess.Popen(
            [sys.executable, "-m", "rushes", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
            env={**environment(), **settings},
            preexec_fn=interruptible,  # noqa: PLW1509  the tests start commands from one thread
        )

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """A command to its end."""
        process = self.start(*arguments, **settings)
        out, err = process.communicate(timeout=200)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def json(self, *arguments: str) -> dict[str, Any]:
        """What a command that goes well prints with --json."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found


def environment() -> dict[str, str]:
    """What a command needs of ours to run at all."""
    return {name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH") if name in os.environ}


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "home")


@pytest.fixture(scope="module")
def customer(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Person:
    """Someone beside the module's server, whose folder it works on."""
    person = Person(tmp_path_factory.mktemp("customer"))
    (person.folder / "rushes.toml").write_text(f'data = "{server.data}"\n')
    return person


def interruptible() -> None:
    """A shell's background job ignores Ctrl-C and so would the command; a person's terminal does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def told(process: subprocess.Popen[str], word: str) -> str:
    """Wait for a line of talk with that word."""
    assert process.stderr is not None
    line = next((line for line in process.stderr if word in line), "")
    assert line, f"it never said {word!r}"
    return line


def task_in(line: str) -> str:
    """The task's id in a line of talk."""
    found = re.search(r"task_\w+", line)
    assert found, line
    return found[0]


def test_a_film_without_a_server_key_or_gpu(person: Person) -> None:
    done = person.run("make", "An empty studio", "-m", MODEL, "-d", "3", "--label", "for=test", "--seed", "7")
    assert (done.returncode, done.stdout) == (0, "an-empty-studio.mp4\n"), done.stderr
    assert "no server is running" in done.stderr
    assert "%" not in done.stderr, "progress is for terminals"
    film = read(person.folder / "an-empty-studio.mp4")
    assert (len(film.frames), film.width, film.height) == (72, 1280, 720)

    (line,) = person.run("ls", "--status", "completed").stdout.splitlines()
    task_id, status, progress, model, seconds, _, prompt = line.split("\t")
    assert (status, progress, model, seconds, prompt) == ("completed", "100", MODEL, "3", "An empty studio")
    task = person.json("show", task_id)
    assert (task["object"], task["labels"], task["seed"]) == ("video.generation.job", {"for": "test"}, 7)

    taken = person.run("watch", task_id, "-o", "an-empty-studio.mp4")
    assert taken.returncode == 2
    assert "--force" in taken.stderr
    again = person.json("watch", task_id, "-o", ".")
    assert again["file"] == str(person.folder / "an-empty-studio-2.mp4")
    assert Path(again["file"]).read_bytes() == (person.folder / "an-empty-studio.mp4").read_bytes()


def test_two_commands_without_a_server_share_the_folder(person: Person) -> None:
    """The second finds the first as its server, and takes over when that one ends."""
    first = person.start(*LONG)
    task_id = task_in(told(first, "this command makes it"))
    second = person.start("make", "an empty studio", "-m", MODEL, "-d", "3")
    assert "the server is http://127.0.0.1:" in told(second, "task_")
    assert person.run("cancel", task_id).stdout == f"{task_id}\n"
    first.communicate(timeout=60)
    out, err = second.communicate(timeout=200)
    assert (first.returncode, second.returncode, out) == (1, 0, "an-empty-studio.mp4\n"), err
    assert len(read(person.folder / "an-empty-studio.mp4").frames) == 72


def test_progress_shows_on_a_terminal_and_ctrl_c_hands_the_film_back(person: Person) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "rushes", *LONG],
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=person.folder,
        env={**environment(), "TERM": "xterm", "COLUMNS": "120"},
        preexec_fn=interruptible,  # noqa: PLW1509  the tests start commands from one thread
    )
    os.close(theirs)
    seen = b""
    while b"making the film" not in seen:
        seen += os.read(ours, 4096)
    process.send_signal(signal.SIGINT)
    with contextlib.suppress(OSError):  # how a terminal says that nobody writes to it any more
        while True:
            seen += os.read(ours, 4096)
    os.close(ours)
    out, _ = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")
    assert b"The film is not lost" in seen
    assert holder(person.folder / "rushes-data") is None
    (task,) = [json.loads(line) for line in person.run("ls", "--json").stdout.splitlines()]
    assert task["status"] == "queued"
    assert f"rushes watch {task['id']} -o a-boat-at-sea.mp4".encode() in seen
    assert person.run("rm", task["id"]).returncode == 0


def test_ctrl_c_leaves_the_task_with_the_server(server: Server, customer: Person) -> None:
    process = customer.start(*LONG)
    task_id = task_in(told(process, "task_"))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert f"Come back with: rushes watch {task_id} -o a-boat-at-sea.mp4" in err
    assert server.get(task_id)["status"] in ("queued", "in_progress")

    late = customer.run("watch", task_id, "--timeout", "0")
    assert late.returncode == 6
    assert f"rushes watch {task_id}" in late.stderr
    assert customer.run("cancel", task_id).stdout == f"{task_id}\n"
    assert customer.run("cancel", task_id).returncode == 2
    failed = customer.run("watch", task_id)
    assert (failed.returncode, "(cancelled)" in failed.stderr) == (1, True)
    assert customer.json("rm", task_id)["deleted"] is True
    gone = customer.run("show", task_id)
    assert (gone.returncode, task_id in gone.stderr) == (7, True)


def test_an_order_that_nobody_waits_for_is_the_wire_object(server: Server, customer: Person) -> None:
    task = customer.json(
        "make", "--shot", "a door opens@2", "--shot", "a light goes on@3", "--no-wait", "--ratio", "9:16", "-m", MODEL
    )
    assert server.get(task["id"]).keys() == task.keys()
    assert (task["seconds"], task["size"], task["prompt"]) == ("5", "720x1280", None)
    person = customer.run("make", "a fox", "--no-wait", "-d", "3", "--json")
    assert json.loads(person.stdout)["model"] == "previs-std-audio", "a stand-in is not chosen unasked"
    assert customer.run("rm", task["id"], json.loads(person.stdout)["id"]).returncode == 0


def test_a_refusal_names_the_field_and_its_code(customer: Person) -> None:
    refused = customer.run("make", "a fox", "-d", "99", "-m", MODEL)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("rushes: duration is 99; ")
    assert refused.stderr.endswith("(invalid_request, duration)\n")


def test_watching_survives_a_crash_of_the_server(make_server: Callable[..., Server], person: Person) -> None:
    server = make_server()
    task = server.create(model=MODEL, prompt="a boat at sea", duration=15)
    process = person.start("watch", task["id"], "--data", str(server.data))
    told(process, server.url)
    server.kill()
    server.start()
    with server.client() as client:
        client.post(f"/v1/videos/{task['id']}/cancel").raise_for_status()
    _, err = process.communicate(timeout=60)
    assert (process.returncode, "(cancelled)" in err) == (1, True)


def test_keys_open_a_server_to_the_command(make_server: Callable[..., Server], person: Person) -> None:
    server = make_server(RUSHES_KEYS=json.dumps([KEY]))
    assert person.run("ls", "--url", server.url).returncode == 3
    assert person.run("ls", RUSHES_URL=server.url, RUSHES_KEY=KEY).returncode == 0
    assert person.run("ls", "--data", str(server.data), RUSHES_KEYS=json.dumps([KEY])).returncode == 0
    shown = person.run("config", RUSHES_KEY=KEY).stdout
    assert KEY not in shown
    assert "key\t****cdef\tenvironment RUSHES_KEY" in shown


def test_a_server_that_is_not_there_is_trouble(person: Person) -> None:
    done = person.run("models", "--url", "http://127.0.0.1:9")
    assert done.returncode == 5
    assert "http://127.0.0.1:9 cannot be reached" in done.stderr


def test_the_doctor_finds_the_server_and_what_stands_in(customer: Person, server: Server) -> None:
    done = customer.run("doctor", "--json")
    assert done.returncode == 0, done.stdout
    found = {finding["name"]: finding for finding in map(json.loads, done.stdout.splitlines())}
    assert server.url in found["server"]["detail"]
    assert "previs-std-audio" in found["models"]["detail"]
    assert found["kling-v3"]["state"] == "warning"


def test_a_second_server_says_who_owns_the_folder(customer: Person, server: Server) -> None:
    done = customer.run("serve", "--port", "0")
    assert done.returncode == 5
    assert server.url in done.stderr
    assert "Traceback" not in done.stderr
