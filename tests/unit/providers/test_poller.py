"""One rhythm a job, however many follow it; trouble is waited out; hints bring a question forward."""

from __future__ import annotations

import asyncio

from rushes.providers.poller import Poller
from rushes.providers.state import Stage, State
from rushes.providers.vendor_settings import VendorSettings
from rushes.vendor_errors import UpstreamUnavailable

RUNNING, DONE = State("1", None, Stage.RUNNING), State("1", None, Stage.SUCCEEDED)


def settings(least: float = 0.02, most: float = 0.04) -> VendorSettings:
    return VendorSettings.model_validate(
        {"poll_least_seconds": least, "poll_most_seconds": most, "trouble_seconds": 0.05, "hint_seconds": 0.1}
    )


async def followed(poller: Poller) -> list[State]:
    return await _all(poller, "h")


def test_many_followers_of_one_job_cause_one_question_an_interval() -> None:
    async def story() -> None:
        async def ask(handle: str) -> State | None:
            await asyncio.sleep(0.02)
            return DONE if poller.asked > 2 else RUNNING

        poller = Poller(ask, settings(), "v")
        early = [asyncio.create_task(followed(poller)) for _ in range(50)]
        await asyncio.sleep(0.03)
        late = [asyncio.create_task(followed(poller)) for _ in range(50)]
        found = await asyncio.gather(*early, *late)
        assert {states[-1] for states in found} == {DONE}
        assert (poller.asked, poller._jobs) == (3, {})

    asyncio.run(story())


def test_what_breaks_reaches_every_follower_and_who_goes_away_ends_the_questions() -> None:
    async def story() -> None:
        async def ask(handle: str) -> State | None:
            if handle == "broken":
                raise ZeroDivisionError
            return RUNNING

        poller = Poller(ask, settings(), "v")
        found = await asyncio.gather(*(_all(poller, "broken") for _ in range(2)), return_exceptions=True)
        assert [type(error) for error in found] == [ZeroDivisionError] * 2
        following = asyncio.create_task(_all(poller, "h"))
        await asyncio.sleep(0.05)
        following.cancel()
        await asyncio.wait({following})
        asked = poller.asked
        await asyncio.sleep(0.1)
        assert poller.asked == asked

    asyncio.run(story())


async def _all(poller: Poller, handle: str) -> list[State]:
    return [state async for state in poller.follow(handle)]


def test_trouble_is_waited_out_and_so_is_a_vendor_that_does_not_know_the_job_yet() -> None:
    async def story() -> None:
        answers: list[State | Exception | None] = [UpstreamUnavailable(), RUNNING, UpstreamUnavailable(), None, DONE]

        async def ask(handle: str) -> State | None:
            answer = answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        assert await followed(Poller(ask, settings(), "v")) == [RUNNING, DONE]

    asyncio.run(story())


def test_a_job_is_forgotten_only_where_the_vendor_says_so_often_and_long_enough() -> None:
    async def story(seconds: float) -> int:
        async def ask(handle: str) -> State | None:
            return None

        given = settings().model_copy(update={"forgotten_times": 3, "forgotten_seconds": seconds})
        poller = Poller(ask, given, "v")
        assert await followed(poller) == []
        return poller.asked

    assert asyncio.run(story(0)) == 3
    assert asyncio.run(story(0.2)) > 4


def test_a_hint_brings_the_next_question_forward() -> None:
    async def story() -> None:
        async def ask(handle: str) -> State | None:
            return DONE if poller.asked > 1 else RUNNING

        poller = Poller(ask, settings(60, 60), "v")
        following = asyncio.create_task(followed(poller))
        await asyncio.sleep(0.05)
        poller.hint("nobody")
        poller.hint("h")
        async with asyncio.timeout(1.5):
            assert (await following)[-1] == DONE

    asyncio.run(story())


def test_the_rhythm_slows_with_the_jobs_age_within_its_bounds() -> None:
    poller = Poller(lambda handle: asyncio.sleep(0), settings(2, 8), "v")  # type: ignore[arg-type, return-value]
    for age, least, most in ((0, 1.8, 2), (100, 4.5, 5), (10_000, 7.2, 8)):
        assert all(least <= poller._pause(age) <= most for _ in range(20))
