"""Talks HTTP with one server: answers as plain values, errors as `Stopped` with the command's exit code."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import httpx2

from rushes import __version__
from rushes.cli.exits import Exit, Lost, Stopped, refused

#: A create answers after its pictures are fetched, which may take the server 20 seconds.
TIMEOUT = httpx2.Timeout(60.0, connect=10.0)


class Event(NamedTuple):
    """One event of a stream: its number, its type and its JSON."""

    id: str
    type: str
    data: str


class Client:
    """One server at one URL."""

    def __init__(self, url: str, key: str | None) -> None:
        self.url = url
        headers = {"User-Agent": f"rushes/{__version__}", "Accept": "application/json"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        self._http = httpx2.Client(
            base_url=url,
            headers=headers,
            timeout=TIMEOUT,
            # A proxy that the environment names is for other machines.
            trust_env=not on_this_machine(url),
            # Certificates take longer to load than a server on this machine takes to answer.
            verify=urlsplit(url).scheme == "https",
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Send a request, give the object that answers it. Raises `Stopped`, and `Lost` where a server is missing."""
        try:
            answer = self._http.request(method, path, params=params, json=body)
        except httpx2.TransportError as error:
            raise self._lost(error) from None
        return self._object(answer.status_code, answer)

    def film(self, task_id: str) -> Iterator[bytes]:
        """The bytes of a finished film."""
        try:
            with self._http.stream("GET", of_task(task_id, "/content")) as answer:
                if answer.status_code != 200:
                    answer.read()
                    self._object(answer.status_code, answer)
                yield from answer.iter_bytes()
        except httpx2.TransportError as error:
            raise self._lost(error) from None

    def events(self, after: str | None) -> Iterator[Event]:
        """What happens to the caller's tasks from now on, or after that event. Raises `Lost` where it breaks off."""
        headers = {"Last-Event-ID": after} if after else {}
        try:
            with self._http.stream("GET", "/v1/events", headers=headers) as answer:
                if answer.status_code != 200:
                    answer.read()
                    self._object(answer.status_code, answer)
                fields: dict[str, str] = {}
                for line in answer.iter_lines():
                    name, _, value = line.partition(": ")
                    fields[name] = value
                    if not line:
                        if "data" in fields:
                            yield Event(fields["id"], fields["event"], fields["data"])
                        fields = {}
        except httpx2.TransportError as error:
            raise self._lost(error) from None

    def _object(self, status: int, answer: httpx2.Response) -> dict[str, Any]:
        try:
            found = answer.json()
        except ValueError:
            found = None
        if status != 200:
            raise refused(status, found, self.url)
        if not isinstance(found, dict):
            message = f"What answers at {self.url} is not Rushes: it sends no JSON object. Check --url."
            raise Stopped(Exit.TROUBLE, message)
        return found

    def _lost(self, error: httpx2.TransportError) -> Lost:
        why = str(error) or type(error).__name__
        sent = not isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout)
        return Lost(f"The server at {self.url} cannot be reached: {why}. Is it running?", sent=sent)


def of_task(task_id: str, verb: str = "") -> str:
    """The path of a task; its id may be the caller's own, with any characters."""
    return f"/v1/videos/{quote(task_id, safe='')}{verb}"


def on_this_machine(url: str) -> bool:
    """Whether the URL names a loopback address."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
