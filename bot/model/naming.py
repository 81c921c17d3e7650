"""What shall we call you? A name, but never "yes", and never a question put back to us."""

from typing import Final

from bot.model import reading
from bot.model.place import Asked
from bot.model.questions import NOT_YET_HEARD, Question, text
from bot.model.reading.yes_no import Side, side
from bot.model.reply import Reply, Unclear

LONGEST: Final = 60  # characters


def called(name: str) -> Question[str | None]:
    """A name as written; None when they would rather not say: "skip", or a plain no.

    A yes is a late answer to the question before. Asked once more and sent again, it is taken for the name it may be.
    """
    plain = text(name, at_most=LONGEST)

    def read(reply: Reply, asked: Asked) -> str | Unclear | None:
        words = reading.words(reply, LONGEST)
        if asked.tries or isinstance(words, Unclear):
            return words
        lean = side(reply)
        if lean is Side.NO:
            return None
        return Unclear.TEXT if lean is not None or words.endswith("?") else words

    return Question(
        name,
        "text",
        read,
        lambda kept: kept,
        _recalled,
        values=plain.values,
        skippable=True,
        unheard=lambda: NOT_YET_HEARD,
    )


def _recalled(kept: object) -> str | None:
    return None if kept is None else str(kept)
