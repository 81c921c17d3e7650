"""Yes and no, in the words people use."""

from collections.abc import Sequence
from enum import Enum, auto

from bot.model.folding import fold
from bot.model.place import Asked, Option
from bot.model.reading.positions import pieces, position
from bot.model.reading.spoken import LONGEST_ANSWER, LONGEST_PHRASE, leftover, said, without_repeats
from bot.model.reply import ANY_LANGUAGE, Reply, Unclear

YES, NO = "yes", "no"


class Side(Enum):
    """How a reply leans. `AGREE` is a yes that may only mean "I have read this": "ok", "sure", a thumb."""

    YES = auto()
    AGREE = auto()
    NO = auto()


def yes_or_no(reply: Reply, asked: Asked) -> bool | Unclear:
    """True for yes. 1 and 2 mean what was listed; what follows a yes or no may only be courtesy.

    "yes we do" and "no thank you" are whole; "yes but not on Friday", "yes and no" and "no problem" are not
    read, for half of an answer is worse than asking again.
    """
    if reply.option is None and len(reply.text) > LONGEST_ANSWER:
        return Unclear.YES_NO
    chosen = listed(reply, asked.options)
    if chosen in (YES, NO):
        return chosen == YES
    found = side(reply)
    return Unclear.YES_NO if found is None else found is not Side.NO


def listed(reply: Reply, options: Sequence[Option]) -> str | None:
    """The key of the pressed button, or of the number typed; None when it is neither."""
    if reply.option is not None:
        return options[reply.option].key if 0 <= reply.option < len(options) else None
    tokens = pieces(fold(reply.text))
    if not any(token[0].isdecimal() for token in tokens):
        return None
    place = position(reply, tokens, len(options))
    return None if place is None else options[place].key


def side(reply: Reply) -> Side | None:
    """Which way the words lean: in the contact's language and English first, then in any other."""
    folded = without_repeats(fold(reply.text))
    return _whole(reply, folded) or _whole_anywhere(reply, folded) or _with_a_tail(reply, folded.split())


def _whole(reply: Reply, folded: str) -> Side | None:
    """Own words before English ones: "no" is "yes" to nobody, but "na", "ha" and "da" change sides."""
    own, english = (reply.lexicon.words.get(language, {}) for language in (reply.language, "en"))
    for words in (own, english):
        for meaning, lean in (("yes", Side.YES), ("agree", Side.AGREE), ("no", Side.NO)):
            if folded in words.get(meaning, ()):
                return lean
    return None


def _whole_anywhere(reply: Reply, folded: str) -> Side | None:
    words = reply.lexicon.words.get(ANY_LANGUAGE, {})
    for meaning, lean in (("yes", Side.YES), ("agree", Side.AGREE), ("no", Side.NO)):
        if folded in words.get(meaning, ()):
            return lean
    return None


def _with_a_tail(reply: Reply, tokens: list[str]) -> Side | None:
    """The longest yes or no in front, when all that follows only says the same again."""
    for end in range(min(LONGEST_PHRASE, len(tokens) - 1), 0, -1):
        head = " ".join(tokens[:end])
        lean = _whole(reply, head) or _whole_anywhere(reply, head)
        if lean is not None and not _more(reply, lean, tokens[end:]):
            return lean
    return None


def _more(reply: Reply, lean: Side, tail: list[str]) -> list[str]:
    meanings = ("no_and",) if lean is Side.NO else ("yes_and", "yes", "agree")
    return leftover(tail, said(reply.lexicon, reply.language, "polite", "thanks", *meanings))
