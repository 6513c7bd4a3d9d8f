"""The page of the API: whole, from this server alone, and under a strict policy."""

from __future__ import annotations

import re

import pytest
from tests.unit.api.conftest import Api, Wire

from rushes.api.pages import TYPES


def test_the_page_and_its_parts_come_with_a_strict_policy(api: Api) -> None:
    async def story(wire: Wire) -> None:
        for path, kind in (
            ("/docs", "text/html"),
            ("/docs/page.js", "text/javascript"),
            ("/docs/page.css", "text/css"),
        ):
            answer = await wire.client.get(path)
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith(kind)
            policy = answer.headers["content-security-policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'")
            for rule in ("img-src 'self' data:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"):
                assert rule in policy
            assert "unsafe" not in policy

    api(story)


def test_all_that_the_page_loads_is_there(api: Api) -> None:
    async def story(wire: Wire) -> None:
        for name in TYPES:
            text = (await wire.client.get(f"/docs/{name}")).text
            assert not re.search(r"(src|href)=\"(https?:)?//", text)
            assert "innerHTML" not in text
            for wanted in re.findall(r"\"(?:/docs|\.)/([\w.]+)\"", text):
                assert wanted in TYPES, (name, wanted)
        assert " style=" not in (await wire.client.get("/docs")).text

    api(story)


@pytest.mark.parametrize("name", ["nothing.js", "..%2Fpages.py", "__init__.py"])
def test_nothing_else_lies_under_it(api: Api, name: str) -> None:
    async def story(wire: Wire) -> None:
        await wire.refused(404, "not_found", "GET", f"/docs/{name}")

    api(story)
