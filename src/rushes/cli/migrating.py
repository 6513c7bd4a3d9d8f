"""`rushes migrate`: brings the database to this version's schema, or says what is to be done."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from rushes.cli.exits import Exit, Stopped
from rushes.cli.talk import put, put_json, say
from rushes.core.url import without_password
from rushes.settings import load
from rushes.storage.lock import Owned
from rushes.storage.opening import migrate as run
from rushes.storage.opening import pending


def migrate(flags: Mapping[str, Any], *, check: bool, as_json: bool) -> None:
    """Print each migration that was run; with `check`, each that would be, and raise `Stopped` where there is one."""
    settings = load(flags)
    path = settings.data.absolute() / "rushes.db"
    url = settings.database_url.get_secret_value() if settings.database_url else None
    where = without_password(url) if url else str(path)
    if check:
        names = asyncio.run(pending(path, url))
    elif url:
        names = asyncio.run(run(path, url))
    else:
        with Owned(settings.data.absolute()):  # the file belongs to one process; a server has migrated it at its start
            names = asyncio.run(run(path))
    for name in names:
        put_json({"migration": name, "done": not check}) if as_json else put(name)
    if not names:
        say(f"{where} has this version's schema.")
    elif check:
        raise Stopped(Exit.FAILED, f"{where} lacks {len(names)} migrations; run rushes migrate, or start the server.")
    else:
        say(f"{where} has this version's schema now.")
