"""Whatever a picture does to the process that decodes it, the server lives on and the next picture is served."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from rushes.errors import InvalidImage, ServerBusy
from rushes.media.images import prepare
from rushes.media.retouch import Retoucher

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def with_retoucher(story: Callable[[Retoucher], Awaitable[Any]], **options: Any) -> Any:
    async def run() -> Any:
        async with Retoucher(**options) as retoucher:
            return await story(retoucher)

    return asyncio.run(run())


def children() -> set[int]:
    """The retouchers whose parent is this process, zombies not counted; a database of other tests is none of them."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = status.read_text().rpartition(")")[2].split()[:2]
            command = status.with_name("cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(parent) == os.getpid() and state != "Z" and b"retouch_child" in command:
            found.add(int(status.parent.name))
    return found


async def refused(retoucher: Retoucher, data: bytes) -> str:
    with pytest.raises(InvalidImage) as caught:
        await retoucher.prepare(data, param="image")
    assert caught.value.param == "image"
    return caught.value.message


def test_a_picture_comes_back_as_if_decoded_here(pictures: Any) -> None:
    for make in (pictures.ODD["JPEG"], pictures.ODD["animated WebP"], pictures.ODD["MPO"]):
        data = make()
        assert with_retoucher(lambda retoucher, data=data: retoucher.prepare(data)) == prepare(data)


def test_the_whole_corpus_passes_through_one_process_and_costs_the_server_nothing(pictures: Any) -> None:
    async def story(retoucher: Retoucher) -> None:
        good = pictures.saved("JPEG")
        expected = await retoucher.prepare(good)
        names = [name for name in pictures.BAD if "bomb" not in name and "200 MB" not in name]
        files = [pictures.BAD[name][0]() for name in names]
        odd = [make() for make in pictures.ODD.values()]
        before, processes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, children()
        for data in files:
            assert await refused(retoucher, data)
        for data in odd:
            assert (await retoucher.prepare(data)).png
        assert await retoucher.prepare(good) == expected
        assert children() == processes
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 << 10

    with_retoucher(story, size=1)


@pytest.mark.parametrize("name", ["20,000² bomb", "8,000² bomb", "zTXt of 200 MB", "iTXt of 200 MB", "iCCP of 200 MB"])
def test_a_bomb_is_refused_and_the_next_picture_served(pictures: Any, name: str) -> None:
    async def story(retoucher: Retoucher) -> None:
        assert await refused(retoucher, pictures.BAD[name][0]())
        assert (await retoucher.prepare(pictures.saved("PNG"))).source_format == "png"

    with_retoucher(story, size=1)


def test_a_picture_that_takes_too_long_is_cut_off_and_the_next_served(pictures: Any) -> None:
    async def story(retoucher: Retoucher) -> None:
        endless = pictures.scans(5000)
        assert "took longer than 1 s" in await refused(retoucher, endless)
        assert (await retoucher.prepare(pictures.saved("PNG"))).source_format == "png"

    with_retoucher(story, size=1, deadline=1.0)


def test_a_picture_that_needs_too_much_memory_is_refused(pictures: Any) -> None:
    async def story(retoucher: Retoucher) -> None:
        assert "memory" in await refused(retoucher, pictures.saved("JPEG", pictures.photo((6000, 6000))))
        assert (await retoucher.prepare(pictures.saved("PNG"))).source_format == "png"

    with_retoucher(story, size=1, memory=200 << 20)


@linux
def test_a_process_killed_in_the_middle_costs_its_picture_only(pictures: Any) -> None:
    async def story(retoucher: Retoucher) -> None:
        mine = children()
        work = asyncio.create_task(refused(retoucher, pictures.scans(5000)))
        await asyncio.sleep(0)
        assert not retoucher._idle
        for process in mine:
            os.kill(process, signal.SIGKILL)
        assert "could not be read" in await work
        assert (await retoucher.prepare(pictures.saved("PNG"))).source_format == "png"

    with_retoucher(story, size=1, deadline=60.0)


@linux
def test_a_process_killed_while_idle_is_replaced_unseen(pictures: Any) -> None:
    async def story(retoucher: Retoucher) -> None:
        for process in children():
            os.kill(process, signal.SIGKILL)
        await retoucher._idle[0]._process.wait()
        assert (await retoucher.prepare(pictures.saved("PNG"))).source_format == "png"

    with_retoucher(story, size=1)


@linux
def test_a_caller_who_leaves_takes_the_process_along(pictures: Any) -> None:
    async def story(retoucher: Retoucher) -> None:
        before = children()
        work = asyncio.create_task(retoucher.prepare(pictures.scans(5000)))
        await asyncio.sleep(0)
        assert not retoucher._idle
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
        assert not children() & before
        assert (await retoucher.prepare(pictures.saved("PNG"))).source_format == "png"

    with_retoucher(story, size=1, deadline=60.0)


@linux
def test_many_pictures_share_a_few_processes_and_all_end(pictures: Any) -> None:
    async def story(retoucher: Retoucher) -> None:
        data = pictures.saved("JPEG")
        made = await asyncio.gather(*(retoucher.prepare(data) for _ in range(12)))
        assert len(set(made)) == 1
        assert len(children()) == 2

    with_retoucher(story, size=2)
    assert not children()


@linux
def test_a_process_has_no_secrets_and_is_confined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUSHES_SECRET", "sesame")

    async def story(retoucher: Retoucher) -> tuple[str, ...]:
        (process,) = children()
        assert resource.prlimit(process, resource.RLIMIT_NOFILE) == (32, 32)
        return retoucher.unconfined

    unconfined = with_retoucher(story, environment={"PATH": os.defpath, "RUSHES_SECRET": "sesame"})
    assert all(line.startswith(("no network", "no opening")) for line in unconfined)


def test_a_file_too_long_starts_no_process() -> None:
    async def story() -> None:
        retoucher = Retoucher()
        assert "10,485,761" in await refused(retoucher, bytes((10 << 20) + 1))
        assert not retoucher._idle

    asyncio.run(story())


def test_a_process_that_cannot_start_is_the_servers_fault(pictures: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ServerBusy):
        asyncio.run(Retoucher().prepare(pictures.saved("PNG")))
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(ServerBusy):
        asyncio.run(Retoucher().prepare(pictures.saved("PNG")))


@linux
def test_a_caller_who_leaves_in_the_middle_of_a_long_answer_holds_up_nobody(pictures: Any) -> None:
    async def story(retoucher: Retoucher) -> None:
        (child,) = retoucher._idle
        noise = Image.effect_noise((2400, 2400), 90)
        work = asyncio.create_task(
            retoucher.prepare(pictures.saved("JPEG", Image.merge("RGB", [noise] * 3), quality=60))
        )
        for _ in range(100_000):
            if len(child._output._buffer) > 1 << 20 or work.done():  # type: ignore[attr-defined]
                break
            await asyncio.sleep(0.001)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
        assert (await retoucher.prepare(pictures.saved("PNG"))).source_format == "png"

    with_retoucher(story, size=1)


@linux
def test_a_caller_who_leaves_while_the_process_starts_leaves_none_behind(pictures: Any) -> None:
    async def story() -> None:
        retoucher, before = Retoucher(), children()
        work = asyncio.create_task(retoucher.prepare(pictures.saved("PNG")))
        while not children() - before:
            await asyncio.sleep(0)
        await asyncio.sleep(0.05)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
        assert not children() - before
        await retoucher.close()

    asyncio.run(story())
