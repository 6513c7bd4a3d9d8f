"""Which language a line of dialogue is in: by its script, and among Latin scripts by its small words and accents."""

from __future__ import annotations

import re

from rushes.providers.previs.script.data import section

#: First and last character of a script, and the language it speaks for.
SCRIPTS = (
    ("\u3040", "\u30ff", "ja"), ("\uac00", "\ud7af", "ko"), ("\u1100", "\u11ff", "ko"),
    ("\u0400", "\u04ff", "ru"),
    ("\u0600", "\u06ff", "ar"), ("\u0900", "\u097f", "hi"), ("\u0370", "\u03ff", "el"), ("\u0590", "\u05ff", "he"),
    ("\u0e00", "\u0e7f", "th"), ("\u4e00", "\u9fff", "zh"), ("\u3400", "\u4dbf", "zh"),
)  # fmt: skip
ACCENTS = {"ñ": "es", "¿": "es", "¡": "es", "ß": "de", "ã": "pt", "õ": "pt", "œ": "fr", "ç": "fr", "ü": "de", "ö": "de"}
#: Small words of other languages outweigh English only by this much.
LEAD = 1


def language(text: str) -> str:
    """The two-letter code of a text's language; "en" where a Latin text gives nothing away."""
    for first, last, code in SCRIPTS[:-2]:
        if any(first <= character <= last for character in text):
            return code
    if any(first <= character <= last for first, last, _ in SCRIPTS[-2:] for character in text):
        return "zh"
    return _latin(text.lower())


def _latin(text: str) -> str:
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)
    scores = {code: sum(word in listed.split() for word in words) for code, listed in section("languages").items()}
    for character, code in ACCENTS.items():
        scores[code] += 2 * (character in text)
    best = max(scores, key=lambda code: (scores[code], code == "en"))
    return best if scores[best] >= scores["en"] + LEAD else "en"
