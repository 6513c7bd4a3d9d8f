"""Which language a line of dialogue is in: by its script, and among Latin scripts by its small words and accents."""

from __future__ import annotations

import re

#: First and last character of a script, and the language it speaks for.
SCRIPTS = (
    ("\u3040", "\u30ff", "ja"), ("\uac00", "\ud7af", "ko"), ("\u1100", "\u11ff", "ko"), ("\u0400", "\u04ff", "ru"),
    ("\u0600", "\u06ff", "ar"), ("\u0900", "\u097f", "hi"), ("\u0370", "\u03ff", "el"), ("\u0590", "\u05ff", "he"),
    ("\u0e00", "\u0e7f", "th"), ("\u4e00", "\u9fff", "zh"), ("\u3400", "\u4dbf", "zh"),
)  # fmt: skip
SMALL_WORDS = {
    "en": "the a is are i you he she we they it to of and in my your not this that what don't i'm it's will be was have for",
    "es": "el la los las de que y en un una es no mi tu te me por para con está estás soy eres qué cómo señor hola gracias",
    "fr": "le la les de des et un une est je tu il nous vous ne pas que qui c'est dans mon ma où oui bonjour merci très",
    "de": "der die das und ist ich du er sie wir ihr nicht ein eine zu mit auf für mein dein was wo ja nein guten danke",
    "it": "il lo la gli che di e un una è non mi ti sono sei per con mio tuo come dove sì ciao grazie buongiorno",
    "pt": "o a os as de que e um uma é não meu minha você eu está com para por onde sim olá obrigado obrigada",
    "nl": "de het een en is ik je hij wij niet van met voor mijn waar ja nee dank",
}
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
    scores = {code: sum(word in listed.split() for word in words) for code, listed in SMALL_WORDS.items()}
    for character, code in ACCENTS.items():
        scores[code] += 2 * (character in text)
    best = max(scores, key=lambda code: (scores[code], code == "en"))
    return best if scores[best] >= scores["en"] + LEAD else "en"
