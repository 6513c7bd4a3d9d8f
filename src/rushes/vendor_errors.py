"""The branch of the errors' tree that paid vendors grow: what they refuse, and what nobody can say.

ProviderFailed
├── UpstreamRejected        upstream_rejected
│   └── ContentRefused      content_refused
├── UpstreamUnavailable     upstream_unavailable (tried again)
│   └── UpstreamBusy        upstream_busy (waits for a slot)
├── UpstreamTimeout         upstream_timeout (tried again)
├── ProviderStopped         provider_stopped (waits for the operator)
└── SubmitUncertain         submission_unknown (the vendor is asked)
"""

from __future__ import annotations

from rushes.errors import ProviderFailed


class UpstreamRejected(ProviderFailed):
    """The vendor refused the request or could not make the film.

    Change the request as the vendor's words in the message say; the same one would be refused again.
    """

    code = "upstream_rejected"


class ContentRefused(UpstreamRejected):
    """The vendor's content policy refuses this.

    Change the prompt or the pictures.
    """

    code = "content_refused"


class UpstreamUnavailable(ProviderFailed):
    """The vendor cannot be reached or is out of order.

    The server tries again by itself until `longest_hours` are over; later, send the request again.
    """

    code, retryable = "upstream_unavailable", True

    def __init__(self, message: str = "", *, param: str | None = None, after: float | None = None) -> None:
        super().__init__(message, param=param)
        #: The seconds that the vendor asks to wait.
        self.after = after


class UpstreamBusy(UpstreamUnavailable):
    """The vendor takes no more jobs now.

    The task waits for a slot; set the provider's `slots` to what the account has.
    """

    code = "upstream_busy"


class UpstreamTimeout(ProviderFailed):
    """The vendor did not take the job: it was asked for it, and surely does not have it.

    It was sent again and lost again. Send the request again; if it stays, look into the server's log.
    """

    code, retryable = "upstream_timeout", True


class ProviderStopped(ProviderFailed):
    """The provider cannot work until its operator acts: a key, an account, a clock.

    The operator mends what the message names and resumes the provider; its tasks wait.
    """

    code = "provider_stopped"


class SubmitUncertain(ProviderFailed):
    """The vendor may or may not have taken the job.

    Nothing to do: the vendor is asked, and the task goes on. Where it cannot be asked, the operator decides.
    """

    code = "submission_unknown"
