"""Money on the command line: dollars for people, the API's objects for programs."""

from __future__ import annotations

import json

import pytest
from tests.unit.cli.conftest import Wire

from rushes.cli.exits import Stopped
from rushes.cli.make import Wish, make
from rushes.cli.order import Order
from rushes.cli.spending import dollars, usage

SUMS = {"tasks": 3, "films": 2, "seconds": 10, "reserved": 420_000, "spent": 840_000, "overrun": 1}
ROW = {"day": "2026-01-01", "model": "kling-v3-std-silent", "key": "", **SUMS}
ESTIMATE = {
    "model": "kling-v3-std-silent", "provider": "kling", "price_per_second": 84_000, "seconds": 5, "amount": 420_000,
    "warnings": [{"param": "image", "message": "Careful."}],
}  # fmt: skip


def test_usage_is_a_line_a_group(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    wire.answers["GET /v1/usage"] = (200, {"data": [ROW], "total": SUMS})
    usage({"url": wire.url}, {"by": "day,model,key", "since": None}, as_json=False)
    shown = capsys.readouterr()
    assert shown.out == "2026-01-01\tkling-v3-std-silent\t\t2\t3\t10\t$0.84\t$0.42\n"
    assert "vendors billed $0.000001 beyond" in shown.err
    assert wire.asked[0][0] == "GET /v1/usage?by=day%2Cmodel%2Ckey"
    usage({"url": wire.url}, {}, as_json=True)
    assert json.loads(capsys.readouterr().out) == ROW


def test_no_usage_is_no_line(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    wire.answers["GET /v1/usage"] = (200, {"data": [], "total": {**SUMS, "overrun": 0}})
    usage({"url": wire.url}, {}, as_json=False)
    assert capsys.readouterr().out == ""


def test_an_estimate_prints_the_price_and_makes_nothing(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    wire.answers["POST /v1/videos/estimate"] = (200, ESTIMATE)
    order = Order(prompt="a fox", model="kling-v3-std-silent")
    make({"url": wire.url}, order, Wish(estimate=True))
    shown = capsys.readouterr()
    assert shown.out == "$0.42\n"
    assert "Careful." in shown.err
    assert "5 s of kling-v3-std-silent by kling, $0.084 a second" in shown.err
    assert [what for what, *_ in wire.asked] == ["POST /v1/videos/estimate"]
    make({"url": wire.url}, order, Wish(estimate=True, as_json=True))
    assert json.loads(capsys.readouterr().out) == ESTIMATE


def test_money_is_exact() -> None:
    assert [dollars("b", text) for text in (None, "$3", "0.1", "0.000001", " 7 ")] == [
        None,
        3_000_000,
        100_000,
        1,
        7_000_000,
    ]


@pytest.mark.parametrize("text", ["", "x", "-1", "0.0000001", "nan", "inf", "1,5"])
def test_what_is_no_money_is_refused(text: str) -> None:
    with pytest.raises(Stopped, match=r"--budget-day is .* allowed: dollars"):
        dollars("budget_day", text)
