"""The fake's certificates, made when it starts: a good one, and two that no client may put up with."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta

from rushes.errors import SettingsInvalid

KINDS = ("good", "expired", "other-name")
NAMES = ("127.0.0.1", "localhost")
DAY = timedelta(days=1)


class Certificates:
    """An authority of its own, and what it has signed for this server. Raises `SettingsInvalid` without `trustme`."""

    def __init__(self, kind: str = "good") -> None:
        try:
            import trustme
        except ImportError:
            message = '--tls needs trustme, which makes the certificates: pip install "rushes[tls]".'
            raise SettingsInvalid(message) from None
        self._authority, self.kind = trustme.CA(organization_name="fake-kling"), kind
        #: The server's side of each connection from now on.
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.show(kind)

    @property
    def authority(self) -> bytes:
        """What a client has to trust, as PEM."""
        return self._authority.cert_pem.bytes()

    def show(self, kind: str) -> None:
        """Have new connections shown this one. Raises `ValueError` for a kind that there is not."""
        if kind not in KINDS:
            raise ValueError(f"certificate is {kind!r}; allowed: {', '.join(KINDS)}")
        now = datetime.now(UTC)
        names = ("other.invalid",) if kind == "other-name" else NAMES
        end = now - DAY if kind == "expired" else now + 365 * DAY
        self._authority.issue_cert(*names, not_before=now - 2 * DAY, not_after=end).configure_cert(self.context)
