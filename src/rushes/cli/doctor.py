"""`rushes doctor`: looks at all that a server needs and says what is wrong, each finding with its fix."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from rushes.cli import machine, vendors
from rushes.cli.client import Client
from rushes.cli.exits import Exit, Stopped
from rushes.cli.machine import BROKEN, OK, WARNING, Finding
from rushes.cli.reach import key_to_send
from rushes.cli.talk import clean, on_terminal, put, put_json, tsv
from rushes.errors import SettingsInvalid
from rushes.settings import Settings, config_file, load
from rushes.storage.lock import holder

MADE = Finding("kling-v3", OK, "made by a provider")
MARKS = {OK: "✓", WARNING: "!", BROKEN: "✗"}
COLOURS = {OK: "green", WARNING: "yellow", BROKEN: "red"}


def doctor(flags: Mapping[str, Any], *, as_json: bool) -> None:
    """Print every finding. Raises `Stopped` where something is broken."""
    broken = 0
    for finding in findings(flags):
        broken += finding.state == BROKEN
        if as_json:
            put_json({"name": finding.name, "state": finding.state, "detail": finding.detail, "fix": finding.fix})
        elif on_terminal():
            _print(finding)
        else:
            put(tsv((finding.name, finding.state, finding.detail, finding.fix)))
    if broken:
        raise Stopped(Exit.FAILED, f"{broken} broken; the fix stands beside each.")


def findings(flags: Mapping[str, Any]) -> Iterator[Finding]:
    """All findings, in the order in which faults build on each other."""
    yield machine.python()
    try:
        settings = load(flags)
    except SettingsInvalid as error:
        yield Finding("settings", BROKEN, error.message, "correct what the message names")
        return
    where = str(config_file())
    yield Finding("settings", OK, f"{where} is read" if config_file().is_file() else f"no {where}; defaults hold")
    yield machine.folder(settings.data)
    yield machine.space(settings.data)
    yield machine.films(settings.data, settings.keep_gb)
    yield machine.database(settings.database_url.get_secret_value()) if settings.database_url else machine.sqlite()
    yield machine.encoders()
    yield from machine.renderer()
    yield machine.confinement()
    yield from _server(settings)


def _server(settings: Settings) -> Iterator[Finding]:
    owner = holder(settings.data)
    url = settings.url or (owner.url if owner else None)
    if url is None:
        busy = f"{owner.process} works in the folder" if owner else "none is running"
        yield Finding("server", OK, f"{busy}; commands make films themselves. Start one with: rushes serve")
        yield machine.port(settings.host, settings.port)
        yield MADE if settings.providers.any_configured else _standing_in(settings.previs_stands_in)
        yield from vendors.kling(settings.providers.kling)
        return
    client = Client(url, key_to_send(settings))
    try:
        version = client.call("GET", "/livez").get("version")
        models = client.call("GET", "/v1/models")["data"]
        states = client.call("GET", "/readyz").get("providers", {})
    except Stopped as fault:
        fix = "give the right --key or RUSHES_KEY" if fault.exit_code == Exit.AUTH else "start it, or correct --url"
        yield Finding("server", BROKEN, fault.line, fix)
        return
    finally:
        client.close()
    yield Finding("server", OK, f"Rushes {version} answers at {url}")
    names = [model["id"] for model in models]
    if not names:
        yield Finding("models", BROKEN, "the server makes none", "configure a provider")
        return
    yield Finding("models", OK, ", ".join(names))
    yield from vendors.states(states)
    kling = [model["capabilities"]["stands_in"] for model in models if model["id"].startswith("kling-v3-")]
    yield _standing_in(any(kling)) if any(kling) or not kling else MADE


def _standing_in(stands_in: bool) -> Finding:
    fix = "for the real model, configure a provider"
    if stands_in:
        return Finding("kling-v3", WARNING, "previs stands in: an animatic, not the Kling model", fix)
    return Finding("kling-v3", WARNING, "refused: no provider, and previs stands in only on loopback", fix)


def _print(finding: Finding) -> None:
    from rich.console import Console
    from rich.text import Text

    text = Text.assemble((f"{MARKS[finding.state]} ", COLOURS[finding.state]), (f"{finding.name:<12}", "bold"))
    text.append(clean(finding.detail))
    if finding.fix and finding.state != OK:
        text.append(f"\n  {'':<12}→ {clean(finding.fix)}")
    Console(file=sys.stdout, soft_wrap=True).print(text)
