"""A first guess at the language of somebody new, from the script they write."""

# Only scripts that leave no doubt among our languages; Latin letters say nothing.
_BENGALI = range(0x0980, 0x0A00)


def language_of(text: str) -> str | None:
    """`bn` for words in Bengali letters, None when the script does not tell."""
    bengali = sum(ord(letter) in _BENGALI for letter in text)
    return "bn" if bengali > len(text) // 4 and bengali >= 2 else None
