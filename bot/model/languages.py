"""Languages people speak: what each is called, and which have kinds that matter to an interpreter."""

from bot.model.questions import Choice
from bot.model.words import Label, Phrase

# Each has a phrase `language.<code>`; any other language goes by the name it calls itself.
NAMED = frozenset(
    ("en", "bn", "syl", "so", "ar", "ur", "it", "es", "fr", "pt", "pl", "tr", "zh-Hans", "zh-Hant", "vi", "ro", "uk")
    + ("lt", "fa", "ps", "ti", "am", "sq", "ku", "hi", "pa", "gu", "ta", "ru", "bg", "bsl")
)
# Each has a phrase `needs.kind_of.<code>`, an example of one kind.
WITH_KINDS = frozenset(("bn", "ar", "so", "ku", "zh-Hans", "zh-Hant", "fa"))


def spoken_name(code: str, languages: tuple[Choice, ...] = ()) -> Label:
    """What the language is called: our phrase for it, else its own name, else the code."""
    if code in NAMED:
        return Phrase(f"language.{code}")
    return next((choice.label for choice in languages if choice.key == code), code)
