import pytest

from rushes.providers.previs.script.dialogue import separate


@pytest.mark.parametrize(
    ("prompt", "line"),
    [
        ('She says "hello there" softly', "hello there"),
        ("She says “hello there”", "hello there"),
        ("« Bonjour toi » dit-elle", "Bonjour toi"),
        ("他说：「我回来了」", "我回来了"),
        ("她低语：『别走』", "别走"),
        ("他问“你是谁”", "你是谁"),
        ("He mutters, 'I can't stay.'", "I can't stay."),
        ("„Guten Tag“, sagt er. He says", "Guten Tag"),
        ('"Run!"', "Run!"),
    ],
)
def test_a_spoken_line_is_found_in_every_kind_of_quotes(prompt: str, line: str) -> None:
    assert [quote.text for quote in separate(prompt).lines] == [line]


@pytest.mark.parametrize(
    "prompt", ["the dog's bowl and the cats' beds", "don't look, it isn't there", 'a 6" ruler', "a “magic” tree"]
)
def test_what_is_no_speech_is_no_line(prompt: str) -> None:
    assert separate(prompt).lines == ()


def test_signs_are_written_and_not_spoken() -> None:
    script = separate('A neon sign reading "OPEN ALL NIGHT" and a shop 名为“海风咖啡”')
    assert (script.lines, script.written) == ((), ("OPEN ALL NIGHT", "海风咖啡"))


def test_positions_hold_where_lines_are_taken_out() -> None:
    prompt = 'He says "go now please" and walks'
    assert len(separate(prompt).text) == len(prompt)
