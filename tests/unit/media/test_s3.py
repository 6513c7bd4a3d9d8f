"""Films in a bucket: whole or not at all, in parts, and what the service says is told as ours."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.buckets import KEY, SECRET, bucket_server

from rushes.errors import MediaUnavailable, NotFound
from rushes.media.s3 import Bucket, S3Media


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    with bucket_server(tmp_path_factory.mktemp("s3")) as url:
        yield Bucket("s3://films/some/where", url, access_key=KEY, secret_key=SECRET)


@pytest.mark.slow
def test_a_file_is_kept_read_in_parts_fetched_listed_and_removed(bucket: Bucket, tmp_path: Path) -> None:
    async def story() -> None:
        media = S3Media(bucket)
        data = bytes(range(256)) * 50_000  # more than one part of an upload
        source = tmp_path / "film"
        source.write_bytes(data)
        await media.put(source, "task_a.1.mp4")
        await media.put_bytes(b"png", "task_a.first.png")
        assert not source.exists()
        assert await media.size("task_a.1.mp4") == len(data)
        for first, last in ((0, len(data) - 1), (5, 5), (300_000, 9_700_000)):
            assert (
                b"".join([piece async for piece in media.read("task_a.1.mp4", first, last)]) == data[first : last + 1]
            )
        assert (await media.fetch("task_a.first.png", tmp_path)).read_bytes() == b"png"
        assert sorted(await media.names()) == ["task_a.1.mp4", "task_a.first.png"]
        assert await media.names(time.time() - 3600) == []
        for name in ("task_a.1.mp4", "task_a.first.png", "task_a.first.png"):
            await media.delete(name)
        assert await media.names() == []

    asyncio.run(story())


@pytest.mark.slow
def test_what_is_not_there_is_not_found(bucket: Bucket, tmp_path: Path) -> None:
    async def story() -> None:
        media = S3Media(bucket)
        for call in (media.size("task_b.1.mp4"), media.fetch("task_b.1.mp4", tmp_path)):
            with pytest.raises(NotFound):
                await call
        with pytest.raises(NotFound):
            await anext(media.read("task_b.1.mp4", 0, 1))

    asyncio.run(story())


@pytest.mark.slow
def test_a_refusal_and_an_absent_service_are_told(bucket: Bucket) -> None:
    async def story() -> None:
        for wrong in (Bucket(bucket.url, bucket.endpoint, access_key=KEY, secret_key="wrong"),):
            with pytest.raises(MediaUnavailable):
                await S3Media(wrong).put_bytes(b"x", "task_a.first.png")

    asyncio.run(story())


@pytest.mark.parametrize("name", ["", "..", "../a.mp4", "a/b.mp4", "A.mp4"])
def test_a_name_that_is_none_of_ours_is_not_found(name: str) -> None:
    media = S3Media(Bucket("s3://films", "http://127.0.0.1:1", access_key="k", secret_key="s"))
    with pytest.raises(NotFound):
        asyncio.run(media.size(name))


def test_a_bucket_that_is_away_is_told_without_its_address() -> None:
    media = S3Media(Bucket("s3://films", "http://127.0.0.1:1", access_key="k", secret_key="s"))
    with pytest.raises(MediaUnavailable) as away:
        asyncio.run(media.size("task_a.mp4"))
    assert str(away.value) == str(MediaUnavailable())
