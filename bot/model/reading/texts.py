"""Free words, and the word that ends a story told in several messages."""

from bot.model.clean import clean
from bot.model.folding import fold
from bot.model.reading.spoken import leftover, said, without_repeats
from bot.model.reply import Reply, Unclear


def words(reply: Reply, at_most: int) -> str | Unclear:
    """What was written, as written, without the space around it. TEXT when empty, LONG when too long."""
    text = clean(reply.text).strip()
    if not text:
        return Unclear.TEXT
    return text if len(text) <= at_most else Unclear.LONG


def is_done(reply: Reply) -> bool:
    """Whether the whole message says that this was all: "done", "that's all thanks"."""
    done = said(reply.lexicon, reply.language, "done")
    folded = without_repeats(fold(reply.text))
    tokens = folded.split()
    polite = said(reply.lexicon, reply.language, "polite", "thanks")
    return folded in done or (not leftover(tokens, done | polite) and leftover(tokens, done) != tokens)
