"""One of several: by its number, its place, its name or the pressed button."""

from collections.abc import Sequence

from bot.model.folding import fold
from bot.model.place import Option
from bot.model.reading.labels import exactly, named
from bot.model.reading.positions import pieces, position, positions
from bot.model.reading.spoken import LONGEST_ANSWER
from bot.model.reading.yes_no import NO, YES, Side, side
from bot.model.reply import Reply, Unclear


def choice(reply: Reply, options: Sequence[Option]) -> str | Unclear:
    """The key of the option meant. WHICH when two are equally near or two were named, CHOICE when none is."""
    if reply.option is not None:
        return options[reply.option].key if 0 <= reply.option < len(options) else Unclear.CHOICE
    if len(reply.text) > LONGEST_ANSWER:
        return Unclear.CHOICE
    found = places(reply, reply.text, options)
    if len(found) == 1:
        return options[found[0]].key
    if {option.key for option in options} == {YES, NO} and (lean := side(reply)) is not None:
        return NO if lean is Side.NO else YES
    return Unclear.WHICH if found else Unclear.CHOICE


def places(reply: Reply, text: str, options: Sequence[Option]) -> list[int]:
    """The options, from 0, that `text` may mean; one when it is clear."""
    folded = fold(text)
    tokens = pieces(folded)
    same = exactly(folded, options)
    place = position(reply, tokens, len(options))
    if place is not None:
        # A list of figures ("1. 2 people"): the number typed may be the place or the label, so both stand.
        return sorted({place, *same})
    several = positions(reply, tokens, len(options))[0]
    return same or named(reply, tokens, options) or (several if len(set(several)) > 1 else [])
