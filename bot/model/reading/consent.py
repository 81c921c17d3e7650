"""A yes that can be kept as consent: only an unmistakable one."""

import re
from typing import Final

from bot.model.folding import fold
from bot.model.place import Asked
from bot.model.reading.spoken import LONGEST_ANSWER, leftover, said, without_repeats
from bot.model.reading.yes_no import NO, YES, Side, listed, side
from bot.model.reply import Reply, Unclear

_ASKING: Final = re.compile("[?？؟]")  # "yes?" asks something back


def clear_yes_or_no(reply: Reply, asked: Asked) -> bool | Unclear:
    """True only for a plain yes in the contact's language or in English, a pressed button or its number.

    "ok", "sure", "fine", a thumb up and a tick alone do not count: people also send them to say "I have read this",
    and consent has to be a clear act (UK GDPR, article 4(11)). We ask once more for a yes or a no instead.
    Any no that can be read at all is a no: taking it wrongly costs a question, not somebody's trust.
    """
    if reply.option is None and len(reply.text) > LONGEST_ANSWER:
        return Unclear.CONSENT
    chosen = listed(reply, asked.options)
    if chosen in (YES, NO):
        return chosen == YES
    if side(reply) is Side.NO:
        return False
    return True if _plain_yes(reply) and not _ASKING.search(reply.text) else Unclear.CONSENT


def _plain_yes(reply: Reply) -> bool:
    """Every word is yes or courtesy: "yes please", "haan ji". A yes of a third language could be a guess."""
    folded = without_repeats(fold(reply.text))
    yes = said(reply.lexicon, reply.language, "yes")
    agree = said(reply.lexicon, reply.language, "agree")
    polite = said(reply.lexicon, reply.language, "polite", "thanks")
    tokens = folded.split()
    courtesy = leftover(tokens, yes | polite) == []
    return folded not in agree and (folded in yes or (courtesy and leftover(tokens, yes) != tokens))
