"""Bodies into fields: nested or at the top, JSON or multipart, the unknown named, the broken refused."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from fastapi import Request

from rushes.api.body import LONGEST_NAME, MOST_BYTES, MOST_DEPTH, MOST_FIELDS, parse_json, read_fields
from rushes.core.fields import Fields
from rushes.core.request import Warn
from rushes.errors import InvalidJson, InvalidRequest, TooLarge, UnsupportedMediaType


def read(body: bytes, kind: str = "application/json") -> tuple[Fields, tuple[Warn, ...]]:
    sent = [
        {"type": "http.request", "body": body[at : at + 70_000], "more_body": True}
        for at in range(0, len(body), 70_000)
    ]
    sent.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> Any:
        return sent.pop(0)

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", kind.encode())], "query_string": b""}
    return asyncio.run(read_fields(Request(scope, receive)))


def test_fields_are_found_in_both_places() -> None:
    fields, warnings = read(b'{"prompt":"a","extra_body":{"cfg_scale":0.5},"shot_type":"customize"}')
    assert fields.values == {"prompt": "a", "cfg_scale": 0.5, "shot_type": "customize"}
    assert (fields.path("cfg_scale"), fields.path("shot_type")) == ("extra_body.cfg_scale", "shot_type")
    assert warnings == ()


def test_the_same_value_twice_is_fine_and_another_is_refused() -> None:
    assert read(b'{"seed":1,"extra_body":{"seed":1}}')[0].values == {"seed": 1}
    with pytest.raises(InvalidRequest, match=r"extra_body\.seed is 2 but seed is 1; send seed once"):
        read(b'{"seed":1,"extra_body":{"seed":2}}')


def test_null_gives_way_to_a_value() -> None:
    fields, _ = read(b'{"seed":null,"extra_body":{"seed":2}}')
    assert (fields.values["seed"], fields.path("seed")) == (2, "extra_body.seed")


def test_an_unknown_field_is_named_with_the_one_that_was_meant() -> None:
    _, warnings = read(b'{"aspectratio":"1:1","extra_body":{"cfgscale":1,"quality":"hd"}}')
    assert [warning.param for warning in warnings] == ["aspectratio", "extra_body.cfgscale", "extra_body.quality"]
    assert "Did you mean aspect_ratio?" in warnings[0].message
    assert "Did you mean extra_body.cfg_scale?" in warnings[1].message
    assert "Did you mean" not in warnings[2].message


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "not valid JSON"),
        (b"{", "line 1, column 2"),
        (b"[]", "send a JSON object"),
        (b"null", "send a JSON object"),
        (b'"x"', "send a JSON object"),
        (b'{"seed":NaN}', "NaN"),
        (b'{"seed":-Infinity}', "Infinity"),
        (b'{"a":1,"a":1}', 'names "a" twice'),
        (b'\xff{"a":1}', "UTF-8"),
        (b'{"a":' + b"[" * (MOST_DEPTH + 1) + b"]" * (MOST_DEPTH + 1) + b"}", "deeper than"),
        (b"[" * 200_000, "deeper than"),
        (b'{"seed":' + b"9" * 5000 + b"}", "usable JSON"),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(body: bytes, says: str) -> None:
    with pytest.raises(InvalidJson, match=says):
        parse_json(body)


def test_extra_body_must_be_an_object() -> None:
    with pytest.raises(InvalidRequest, match=r"extra_body is \[1\]"):
        read(b'{"extra_body":[1]}')


def test_a_body_over_the_limit_is_refused_while_it_comes() -> None:
    with pytest.raises(TooLarge, match="32 MiB"):
        read(b" " * (MOST_BYTES + 1))


def test_another_content_type_is_refused() -> None:
    with pytest.raises(UnsupportedMediaType, match="text/plain"):
        read(b"{}", "text/plain")


def multipart(*parts: tuple[str, bytes]) -> tuple[Fields, tuple[Warn, ...]]:
    body = b"".join(
        f"--b\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + data + b"\r\n" for head, data in parts
    )
    return read(body + b"--b--\r\n", "multipart/form-data; boundary=b")


def test_a_form_carries_text_and_files() -> None:
    fields, _ = multipart(
        ('name="prompt"', "雨".encode()),
        ('name="image"; filename="a.png"', b"\x89PNG"),
        ('name="extra_body[cfg_scale]"', b"0.5"),
        ('name="extra_body[multi_prompt][][prompt]"', b"one"),
        ('name="extra_body[multi_prompt][][duration]"', b"2"),
        ('name="extra_body[multi_prompt][][prompt]"', b"two"),
    )
    assert fields.numbers_as_text
    assert fields.values == {
        "prompt": "雨",
        "image": b"\x89PNG",
        "cfg_scale": "0.5",
        "multi_prompt": [{"prompt": "one", "duration": "2"}, {"prompt": "two"}],
    }


def test_a_broken_form_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="multipart"):
        read(b"--b\r\nnonsense", "multipart/form-data; boundary=b")
    with pytest.raises(InvalidRequest):
        read(b"x", "multipart/form-data")


def test_no_number_of_unknown_fields_and_no_length_of_a_name_is_for_free() -> None:
    def fields(count: int) -> bytes:
        return json.dumps({f"x{at}": 1 for at in range(count)}).encode()

    assert len(read(fields(MOST_FIELDS))[1]) == MOST_FIELDS
    with pytest.raises(InvalidRequest, match=f"{MOST_FIELDS + 1} fields; allowed: at most {MOST_FIELDS}"):
        read(fields(MOST_FIELDS + 1))
    for name in ("a" * (LONGEST_NAME + 1), r"\ud800"):
        with pytest.raises(InvalidRequest, match="A field is named"):
            read(b'{"extra_body":{"' + name.encode() + b'":1}}')


def test_a_form_is_nested_no_deeper_than_json() -> None:
    text = '{"labels":' + "[" * 500 + "]" * 500 + "}"
    body = f'--B\r\ncontent-disposition: form-data; name="extra_body"\r\n\r\n{text}\r\n--B--\r\n'
    with pytest.raises(InvalidRequest, match=f"deeper than {MOST_DEPTH}"):
        read(body.encode(), "multipart/form-data; boundary=B")


def test_the_field_that_stands_twice_is_found_in_one_pass() -> None:
    names = [*range(100_000), 99_999]
    with pytest.raises(InvalidJson, match="x99999"):
        parse_json(b"{" + ",".join(f'"x{name}":1' for name in names).encode() + b"}")


def test_a_client_that_goes_away_in_the_middle_is_no_fault_of_ours() -> None:
    async def receive() -> Any:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", b"application/json")]}
    with pytest.raises(InvalidRequest, match="breaks off"):
        asyncio.run(read_fields(Request(scope, receive)))
