"""A first guess at the language of somebody new, from the script they write, or common English words."""

from bot.model.folding import fold

# Only scripts that leave no doubt among our languages; Latin letters say nothing.
_BENGALI = range(0x0980, 0x0A00)
_ENGLISH = frozenset(
    ("the", "i", "im", "you", "to", "is", "a", "want", "my", "please", "hello", "hi", "hey", "helo", "hiya", "yo")
    + ("events", "event", "yes", "yeah", "yep", "start", "join", "what", "who", "how", "this", "have", "can", "need")
    + ("and", "am", "are", "of", "it", "with", "good", "morning", "afternoon", "evening", "thanks", "thank")
)


def language_of(text: str) -> str | None:
    """`bn` for words in Bengali letters, None when the script does not tell."""
    bengali = sum(ord(letter) in _BENGALI for letter in text)
    return "bn" if bengali > len(text) // 4 and bengali >= 2 else None


def evident(text: str) -> bool:
    """Whether the words themselves show the language: a script of its own, or common English words."""
    return language_of(text) is not None or not _ENGLISH.isdisjoint(fold(text).split())
