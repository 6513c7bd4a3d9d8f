"""How a command ends: its exit codes, and the exception that carries one up to `commands`."""

from __future__ import annotations

import enum
from typing import Any


class Exit(enum.IntEnum):
    """The documented exit codes."""

    OK = 0
    FAILED = 1
    USAGE = 2
    AUTH = 3
    LIMIT = 4
    TROUBLE = 5
    TIMEOUT = 6
    NOT_FOUND = 7
    INTERRUPTED = 130


#: For `--help` and the documentation.
MEANINGS = {
    Exit.OK: "done",
    Exit.FAILED: "the task failed, doctor found something broken, or migrate --check something to do",
    Exit.USAGE: "wrong usage, or a request the server refused as invalid",
    Exit.AUTH: "no valid key",
    Exit.LIMIT: "a limit or budget is reached",
    Exit.TROUBLE: "trouble with the server or its provider",
    Exit.TIMEOUT: "--timeout is over; the task goes on",
    Exit.NOT_FOUND: "there is no such task",
    Exit.INTERRUPTED: "interrupted; the task goes on",
}
_OF_STATUS = {
    401: Exit.AUTH,
    402: Exit.LIMIT,
    403: Exit.AUTH,
    404: Exit.NOT_FOUND,
    429: Exit.LIMIT,
}


class Stopped(Exception):
    """The command ends here, with a line for the person and a code for the script."""

    def __init__(self, exit_code: Exit, message: str, *, code: str | None = None, param: str | None = None) -> None:
        self.exit_code, self.message, self.code, self.param = exit_code, message, code, param
        super().__init__(message)

    @property
    def line(self) -> str:
        """The message with the error's code and the field it is about."""
        facts = ", ".join(fact for fact in (self.code, self.param) if fact)
        return f"{self.message} ({facts})" if facts else self.message


class Lost(Stopped):
    """The server cannot be reached, or is not able to answer now; asking again may help."""

    def __init__(self, message: str, *, code: str | None = None, sent: bool = False) -> None:
        super().__init__(Exit.TROUBLE, message, code=code)
        #: Whether the request may have arrived.
        self.sent = sent


def refused(status: int, body: Any, url: str) -> Stopped:
    """What the server's error answer means for the command. Takes any body: proxies answer too."""
    error = body.get("error") if isinstance(body, dict) else None
    found = error if isinstance(error, dict) else {}
    message = str(found.get("message") or f"The server at {url} answered HTTP {status} without a reason we can read.")
    code, param = found.get("code"), found.get("param")
    code, param = (str(code) if code else None), (str(param) if param else None)
    if status in (502, 503, 504) and code in (None, "server_busy"):
        return Lost(message, code=code)
    if status in _OF_STATUS:
        return Stopped(_OF_STATUS[status], message, code=code, param=param)
    return Stopped(Exit.USAGE if 400 <= status < 500 else Exit.TROUBLE, message, code=code, param=param)
