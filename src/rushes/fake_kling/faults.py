"""Every way the fake can fail, by name, and which of them are due: asked for by header, by prompt, or by control route.

A header `X-Fake-Fault: NAME` spoils its own request. A mark in a prompt, `[[fault:NAME]]` or `[[fault:NAME*3]]`, spoils
what belongs to that job, so many times; jobs are told apart by their external id. `POST /_fake/faults` arms a fault for
whatever comes next, or by chance. `PLACE:NAME` puts one that fits several places, as in `[[fault:query:http_500]]`.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass

from rushes.fake_kling.codes import CODES

PLACES = ("create", "query", "file", "callback")
HTTP = (400, 402, 404, 408, 409, 413, 429, 500, 502, 503, 504)

#: Before anything is accepted; also on queries. The request has no effect.
BEFORE = {
    **{f"code_{code}": f"HTTP {status} with code {code}: {text}" for code, (status, text) in CODES.items()},
    **{f"http_{status}": f"HTTP {status} without a code, as a proxy answers" for status in HTTP},
    "retry_after_seconds": "429, code 1302, Retry-After: 1",
    "retry_after_date": "429, code 1302, Retry-After as a date",
    "retry_after_negative": "429, code 1302, Retry-After: -5",
    "retry_after_huge": "429, code 1302, Retry-After: 1000000000",
    "reset": "the connection is reset",
    "silence": "nothing is answered, ever",
}
#: The job is accepted and will be billed; only its answer goes wrong.
AFTER = {
    "reset_after": "accepted, then the connection is reset",
    "silence_after": "accepted, then nothing is answered",
    "http_500_after": "accepted, then HTTP 500 without a code",
    "code_5000_after": "accepted, then HTTP 500 with code 5000",
    "code_in_200_after": "accepted, then HTTP 200 with code 5000",
    "truncated_after": "accepted, then half of the JSON",
    "empty_after": "accepted, then an empty body",
    "object_after": "accepted, then {}",
    "id_null_after": "accepted, task id null",
    "id_int_after": "accepted, task id a number",
    "id_long_after": "accepted, task id of 10 kB",
    "id_other_after": "accepted, task id of another job",
}
#: What is answered cannot be read, or hardly; on a create, the job is accepted all the same.
SHAPES = {
    "not_utf8": "invalid UTF-8",
    "nan": "NaN as a number",
    "deep": "10,000 brackets deep",
    "big": "a body of 100 MB",
    "gzip_bomb": "100 MB in a few kilobytes of gzip",
    "content_type": "JSON as text/html",
    "bom": "a byte-order mark before the JSON",
}
QUERIES = {
    "status_unknown": "a status that nobody documented",
    "status_backwards": "submitted again, after processing",
    "no_url": "ended well, but without a URL",
    "url_file": "a film at file:///etc/passwd",
    "url_private": "a film at a metadata address",
    "units_missing": "no units",
    "units_negative": "negative units",
    "units_text": "units that are no number",
    "not_found": "HTTP 404, code 1203, although the job is there",
}
FILES = {
    "file_truncated": "half of the film, then the end of the connection",
    "file_longer": "more bytes than the film has",
    "file_empty": "no bytes",
    "file_html": "an HTML page with status 200",
    "file_other": "bytes that are no film",
    "file_expired": "403, as after the link's time",
    "file_slow": "a byte a second",
    "file_redirect": "a redirect to a metadata address",
}
CALLBACKS = {
    "callback_twice": "each callback comes twice",
    "callback_reordered": "the end comes before the start",
    "callback_early": "the first comes before the create's answer",
    "callback_other": "it speaks of another job",
    "callback_late": "it comes a while after the end",
    "callback_big": "10 MB",
    "callback_astray": "the path's last character is wrong",
}
#: name: (place unless told otherwise, what it does)
CATALOGUE = {
    **{name: ("create", text) for name, text in {**BEFORE, **AFTER, **SHAPES}.items()},
    **{name: ("query", text) for name, text in QUERIES.items()},
    **{name: ("file", text) for name, text in FILES.items()},
    **{name: ("callback", text) for name, text in CALLBACKS.items()},
}
MARK = re.compile(r"\[\[fault:(?:([a-z]+):)?([a-z0-9_]+)(?:\*([0-9]+))?]]")


@dataclass(slots=True)
class Armed:
    """A fault that waits for its turn: `times` more, each with this chance."""

    name: str
    place: str
    times: int
    chance: float = 1.0


class Faults:
    """What is armed, and what has been shown so far."""

    def __init__(self, seed: int = 0) -> None:
        self._armed: list[Armed] = []
        self._marked: dict[str, list[Armed]] = {}
        self._random = random.Random(seed)
        self.shown: Counter[str] = Counter()

    def arm(self, name: str, place: str | None = None, times: int = 1, chance: float = 1.0) -> None:
        """Have a fault shown. Raises `ValueError` for one that is not in the catalogue."""
        self._armed.append(armed(name, place, times, chance))

    def clear(self) -> None:
        """Forget what is armed by control route."""
        self._armed.clear()

    def mark(self, owner: str, prompt: str) -> None:
        """Take up a prompt's marks, once for each owner (a job's external id)."""
        if owner not in self._marked:
            found = [match for match in MARK.finditer(prompt) if match[2] in CATALOGUE]
            self._marked[owner] = [armed(match[2], match[1], int(match[3] or 1)) for match in found]

    def due(self, place: str, owner: str = "", header: str | None = None) -> str | None:
        """The fault to show now at this place, if any; it counts as shown."""
        if header is not None and header in CATALOGUE:
            self.shown[header] += 1
            return header
        for one in [*self._marked.get(owner, []), *self._armed]:
            if one.place == place and one.times > 0 and self._random.random() < one.chance:
                one.times -= 1
                self.shown[one.name] += 1
                return one.name
        return None


def armed(name: str, place: str | None, times: int, chance: float = 1.0) -> Armed:
    """A fault that waits. Raises `ValueError` for one that is not in the catalogue."""
    if name not in CATALOGUE or (place or "create") not in PLACES:
        raise ValueError(f"there is no fault {name!r} at {place!r}; GET /_fake/faults lists them")
    return Armed(name, place or CATALOGUE[name][0], times, chance)
