import pytest

from rushes.providers.previs.script.language import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Where are you going?", "en"),
        ("No!", "en"),
        ("Zorblax", "en"),
        ("我不会再回来了", "zh"),
        ("ありがとう", "ja"),
        ("안녕하세요", "ko"),
        ("Привет", "ru"),
        ("¿Dónde está mi casa?", "es"),
        ("Je ne sais pas où il est", "fr"),
        ("Ich bin nicht da", "de"),
        ("Ciao, come ti chiami?", "it"),
        ("Eu não sei onde você está", "pt"),
        ("مرحبا", "ar"),
    ],
)
def test_the_language_of_a_line(text: str, code: str) -> None:
    assert language(text) == code
