"""The fake's certificates are what they are called, at the wire; and a client that trusts its authority can tell."""

from __future__ import annotations

import asyncio
import ssl
import sys
from pathlib import Path

import httpx2
import pytest
from tests.vendor import settings_for
from typer.testing import CliRunner

from rushes.cli.operator_commands import app
from rushes.errors import SettingsInvalid
from rushes.fake_kling.certificates import Certificates
from rushes.fake_kling.server import make_service, serving
from rushes.providers.kling.provider import KlingProvider
from rushes.vendor_errors import UpstreamUnavailable

WRONG = {"expired": "certificate has expired", "other-name": "not valid for"}


def test_each_is_refused_for_its_own_reason_and_for_as_long_as_was_asked() -> None:
    async def story() -> None:
        certificates = Certificates()
        trusting = ssl.create_default_context(cadata=certificates.authority.decode())
        async with (
            serving(make_service(), tls=certificates) as url,
            httpx2.AsyncClient(base_url=url, verify=trusting, trust_env=False) as client,
        ):
            assert url.startswith("https://")
            for kind, why in WRONG.items():
                asked = {"certificate": kind, "seconds": 0.4}
                assert (await client.post("/_fake/tls", json=asked)).json() == asked
                await asyncio.sleep(0.2)
                with pytest.raises(httpx2.ConnectError, match=why):
                    await client.get("/_fake/ledger")
                await asyncio.sleep(0.4)
                assert (await client.get("/_fake/ledger")).status_code == 200
            for wrong in ({"certificate": "nix", "seconds": 1}, {"certificate": "good", "seconds": 0}):
                assert (await client.post("/_fake/tls", json=wrong)).status_code == 400
            with pytest.raises(ValueError, match="allowed: good, expired, other-name"):
                certificates.show("nix")

    asyncio.run(story())


def test_without_tls_there_is_no_certificate_to_change() -> None:
    async def story() -> None:
        async with serving(make_service()) as url, httpx2.AsyncClient(base_url=url, trust_env=False) as client:
            answer = await client.post("/_fake/tls", json={"certificate": "expired", "seconds": 1})
            assert (answer.status_code, "--tls good" in answer.text) == (400, True)

    asyncio.run(story())


@pytest.mark.parametrize("kind", ["good", *WRONG])
def test_a_server_trusts_whom_it_is_told_to_and_nobody_else(tmp_path: Path, kind: str) -> None:
    async def story() -> None:
        certificates = Certificates(kind)
        file = tmp_path / "ca.pem"
        file.write_bytes(certificates.authority)
        async with serving(make_service(), tls=certificates) as url:
            for ca_file in (file, None):
                provider = KlingProvider(settings_for(url, ca_file=ca_file))
                if kind == "good" and ca_file is not None:
                    await provider.ready()
                else:
                    with pytest.raises(UpstreamUnavailable):
                        await provider.ready()
                await provider.close()

    asyncio.run(story())


def test_a_file_without_certificates_is_refused_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("nix")
    for name in ("none.pem", "absent.pem"):
        with pytest.raises(ValueError, match="no certificates can be read"):
            settings_for("https://127.0.0.1", ca_file=tmp_path / name)


def test_what_is_missing_or_misspelt_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = CliRunner().invoke(app, ["fake-kling", "--tls", "bad"])
    assert (answer.exit_code, "expired" in answer.output) == (2, True)
    monkeypatch.setitem(sys.modules, "trustme", None)
    with pytest.raises(SettingsInvalid, match=r"pip install \"rushes\[tls\]\""):
        Certificates()
