"""What a process stands on: alone it owns its folder, with others only a work folder of its own."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from rushes.errors import FolderInUse, SettingsInvalid
from rushes.ground import OTHERS_SECONDS, ground
from rushes.media.disk import DiskMedia
from rushes.settings import MediaSettings, Settings


def kept(folder: Path, *names: str) -> None:
    """Files in a media folder, the last one written long ago."""
    media = DiskMedia(folder)
    for name in names:
        asyncio.run(media.put_bytes(b"x", name))
    os.utime(media.path(names[-1]), (1, 1))


def test_alone_all_that_is_found_is_the_dead_s(tmp_path: Path) -> None:
    async def story() -> None:
        settings = Settings(data=tmp_path)
        async with ground(settings) as place:
            assert not place.shared
            assert sorted(place.old_files) == ["task_a.1.mp4", "task_b.1.mp4"]
            with pytest.raises(FolderInUse):
                async with ground(settings):
                    pass
            await place.store.close()

    kept(tmp_path / "media", "task_a.1.mp4", "task_b.1.mp4")
    asyncio.run(story())


def test_with_others_each_has_a_work_folder_and_leaves_young_files_alone(tmp_path: Path, postgres_url: str) -> None:
    async def story() -> None:
        media = MediaSettings(url=str(tmp_path / "films"))
        settings = Settings(data=tmp_path / "data", database_url=SecretStr(postgres_url), media=media)
        async with ground(settings) as one, ground(settings) as two:
            assert one.shared
            assert one.work != two.work
            assert one.old_files == two.old_files == ["task_b.1.mp4"]
            await one.store.close()
            await two.store.close()
        assert not one.work.exists()

    assert OTHERS_SECONDS > 3600
    kept(tmp_path / "films", "task_a.1.mp4", "task_b.1.mp4")
    asyncio.run(story())


def test_a_server_that_others_reach_needs_a_key(tmp_path: Path) -> None:
    async def story() -> None:
        with pytest.raises(SettingsInvalid, match="rushes keys create"):
            async with ground(Settings(data=tmp_path, host="0.0.0.0")):
                pass

    asyncio.run(story())
