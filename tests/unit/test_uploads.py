"""Uploads on both stores: a tenant's own, within their number, gone with their time; a row without a file says so."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tests.databases import Database

from rushes import uploads
from rushes.core.caller import Caller, Scope
from rushes.errors import Forbidden, InvalidImage, LimitReached, NotFound, OutcomeUnknown, StorageFull
from rushes.media.disk import DiskMedia
from rushes.media.rules import Prepared
from rushes.storage.uploads import UploadStore
from rushes.uploads import Uploads

NORTH, SOUTH = Caller("north"), Caller("south")
READER = Caller("north", "key_b", frozenset({Scope.READ}))
MAKER = Caller("north", "key_a", frozenset({Scope.MAKE}))
Clock = list[float]
Story = Callable[[Uploads, DiskMedia, Clock], Awaitable[None]]


async def picture(source: str | bytes, param: str) -> Prepared:
    return Prepared(f"{param} {len(source)}".encode(), 640, 360, "png")


def run(database: Database, tmp_path: Path, story: Story) -> None:
    async def whole() -> None:
        store, clock = await database.open(), [100.0]
        media = DiskMedia(tmp_path / "media")
        try:
            await story(Uploads(UploadStore(store.engine), media, picture, 50.0, lambda: clock[0]), media, clock)
        finally:
            await store.close()

    asyncio.run(whole())


def test_a_file_is_its_tenants_own(database: Database, tmp_path: Path) -> None:
    async def story(files: Uploads, media: DiskMedia, clock: Clock) -> None:
        kept = await files.keep(b"12345", "x.png", "vision", NORTH)
        assert (kept.size, kept.expires_at) == (5, 150.0)
        assert await files.get(kept.id, READER) == kept
        assert (await files.prepare(kept.id, "image", MAKER)).png == b"file 5"
        assert (await files.prepare(b"123", "image", SOUTH)).png == b"image 3"
        assert await files.page(SOUTH, None, 9) == []
        for attempt in (files.get(kept.id, SOUTH), files.remove(kept.id, SOUTH)):
            with pytest.raises(NotFound):
                await attempt
        with pytest.raises(InvalidImage, match="no uploaded file"):
            await files.prepare(kept.id, "image", SOUTH)
        with pytest.raises(Forbidden):
            await files.keep(b"1", "x.png", "vision", READER)
        with pytest.raises(Forbidden):
            await files.remove(kept.id, READER)

    run(database, tmp_path, story)


def test_files_are_so_many_and_for_so_long(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(files: Uploads, media: DiskMedia, clock: Clock) -> None:
        monkeypatch.setattr(uploads, "MOST_UPLOADS", 3)
        kept = []
        for _ in range(3):
            kept.append(await files.keep(b"1", "x.png", "vision", NORTH))
            clock[0] += 10.0
        with pytest.raises(LimitReached, match="3 uploaded files already"):
            await files.keep(b"1", "x.png", "vision", NORTH)
        assert await files.page(NORTH, None, 2) == kept[:0:-1]
        assert await files.page(NORTH, kept[1].id, 9) == kept[:1]
        clock[0] = 155.0
        assert await files.page(NORTH, None, 9) == kept[:0:-1]
        await files.forget()
        assert sorted(await media.names()) == sorted(each.media for each in kept[1:])
        await files.keep(b"1", "x.png", "vision", NORTH)

    run(database, tmp_path, story)


def test_a_file_that_cannot_be_told_leaves_nothing_unless_its_row_may_be_there(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(files: Uploads, media: DiskMedia, clock: Clock) -> None:
        for error, left in ((StorageFull(), 0), (OutcomeUnknown(), 1)):

            async def refuse(*_: object, error: Exception = error) -> None:
                raise error

            monkeypatch.setattr(files._store, "add", refuse)
            with pytest.raises(type(error)):
                await files.keep(b"1", "x.png", "vision", NORTH)
            assert len(await media.names()) == left

    run(database, tmp_path, story)


def test_a_row_whose_file_is_gone_is_no_picture(database: Database, tmp_path: Path) -> None:
    async def story(files: Uploads, media: DiskMedia, clock: Clock) -> None:
        kept = await files.keep(b"1", "x.png", "vision", NORTH)
        await media.delete(kept.media)
        with pytest.raises(InvalidImage, match="no uploaded file"):
            await files.prepare(kept.id, "last_image", NORTH)

    run(database, tmp_path, story)
