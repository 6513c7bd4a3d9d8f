"""A link opens one file until it ends, and cannot be changed into another."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from rushes.api.links import Links

CLOCK = [0.0]
LINKS = Links(b"s" * 32, "https://video.example.com", 3600, now=lambda: CLOCK[0])


def parts(url: str) -> tuple[str, str, str]:
    query = parse_qs(urlsplit(url).query)
    return query["variant"][0], query["expires"][0], query["signature"][0]


def test_a_link_of_ours_is_valid_for_its_hour() -> None:
    CLOCK[0] = 1_000_000.0
    url = LINKS.to_content("task_a", "video")
    variant, expires, signature = parts(url)
    assert url.startswith("https://video.example.com/v1/videos/task_a/content?")
    assert 3600 <= int(expires) - 1_000_000 <= 3600 * 4 / 3 + 1
    assert LINKS.valid("task_a", variant, expires, signature)
    CLOCK[0] = float(expires) + 1
    assert not LINKS.valid("task_a", variant, expires, signature)


def test_a_link_stays_the_same_for_a_while_so_that_caches_work() -> None:
    CLOCK[0] = 1_000_800.0
    url = LINKS.to_content("task_a", "video")
    CLOCK[0] = 1_000_900.0
    assert LINKS.to_content("task_a", "video") == url


def test_a_changed_link_is_not_ours() -> None:
    variant, expires, signature = parts(LINKS.to_content("task_a", "video"))
    assert not LINKS.valid("task_b", variant, expires, signature)
    assert not LINKS.valid("task_a", "thumbnail", expires, signature)
    assert not LINKS.valid("task_a", variant, str(int(expires) + 1), signature)
    for other in ("", signature[:-1], signature.upper(), "é", signature + "x"):
        assert not LINKS.valid("task_a", variant, expires, other)
    for odd in ("", "-1", "1e20", "NaN", "9" * 40, "٣", expires + " "):
        assert not LINKS.valid("task_a", variant, odd, signature)
    assert not Links(b"t" * 32, "", 3600, now=lambda: CLOCK[0]).valid("task_a", variant, expires, signature)


def test_a_cursor_is_a_place_for_its_tenant_only() -> None:
    cursor = LINKS.cursor("default", 255)
    assert LINKS.place("default", cursor) == 255
    assert LINKS.place("other", cursor) is None
    for changed in ("", "fe" + cursor[2:], cursor[:-1], "task_a", "-", "zz-x", "f" * 40 + "-x"):
        assert LINKS.place("default", changed) is None
