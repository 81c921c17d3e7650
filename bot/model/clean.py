"""Text as a database can keep it."""

import re

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` without NULs (PostgreSQL refuses them) and lone surrogates (drivers raise on them)."""
    return _UNKEEPABLE.sub("", text)


def is_clean(text: str) -> bool:
    """Whether a database can keep it as it is."""
    return _UNKEEPABLE.search(text) is None
