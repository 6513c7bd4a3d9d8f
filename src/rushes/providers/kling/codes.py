"""Kling's error codes and what each one means for a task. An unknown code says nothing sure: it has no verdict."""

from __future__ import annotations

from rushes.errors import ProviderFailed
from rushes.providers.upstream import Answer, retry_after
from rushes.vendor_errors import ContentRefused, ProviderStopped, UpstreamBusy, UpstreamRejected, UpstreamUnavailable

#: Somebody has to act: mend the key, pay, buy a pack, ask for the model, open the address.
STOPS = {
    1000: "check the key",
    1001: "set the key",
    1002: "check the key",
    1003: "set this machine's clock: the token is not valid yet",
    1004: "set this machine's clock: the token has expired",
    1100: "look into the Kling account",
    1101: "pay what the Kling account owes",
    1102: "buy a resource pack: the old one is used up or over",
    1103: "have the Kling account let use this model",
    1304: "add this server's address to the Kling account's list",
}
#: The request itself is wrong; sending it again would not help.
REJECTS = frozenset({1200, 1201, 1202, 1203})
CONTENT = frozenset({1300, 1301})
WAITS = frozenset({1302, 1303})
#: Under a 404: there is no such job. 1202 beside it says that the address is wrong, which proves nothing of a job.
ABSENT = frozenset({1203})
AGAIN = frozenset({5000, 5001, 5002})


def good(answer: Answer) -> bool:
    """Taken, or told."""
    return answer.status == 200 and answer.code == 0


def absent(answer: Answer) -> bool:
    """There is no such job."""
    return answer.status == 404 and answer.code in ABSENT


def verdict(answer: Answer) -> ProviderFailed | None:
    """The error of an answer's code."""
    code = answer.code
    if code in STOPS:
        return ProviderStopped(f"Kling answers {answer.says}. To go on: {STOPS[code]}, then resume the provider.")
    if code in CONTENT:
        return ContentRefused(
            f"Kling's content policy refuses this: {answer.message or code}. Change prompt or pictures."
        )
    if code in REJECTS:
        return UpstreamRejected(f"Kling refuses the request: {answer.says}.")
    if code in WAITS:
        return UpstreamBusy(f"Kling has no room now: {answer.says}", after=retry_after(answer))
    if code in AGAIN:
        return UpstreamUnavailable(f"Kling answers {answer.says}.", after=retry_after(answer))
    return None
