"""What people say beside the question: they ask us something, write at length, or want to stop in another language."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Final

from bot.conversation.talk import Talk
from bot.model.effect import AskForPerson
from bot.model.folding import fold
from bot.model.reply import Keyword, Lexicon
from bot.model.task import CLOCK, TaskKind

MANY: Final = 120  # characters; whoever writes more has something to tell, and a person should read it
FEWEST_ASKED: Final = 3  # words; "yes?" and "?" only show that we were not clear
_STOPS: Final = (Keyword.STOP, Keyword.MAYBE_STOP)


def beside(talk: Talk, text: str) -> Callable[[], None] | None:
    """What to do with words that answer nothing we asked; None when there is nothing better than to ask again."""
    if fold(text) in _stop_words(talk.hall.lexicon):
        return partial(stop_or_done, talk, text.strip())
    if len(text) > MANY:
        return partial(and_again, talk, partial(heard_out, talk))
    if text.rstrip().endswith("?") and len(fold(text).split()) >= FEWEST_ASKED:
        return partial(and_again, talk, partial(talk.say, "turn.a_question"))
    return None


def heard_out(talk: Talk) -> None:
    """Somebody told us a lot: a person will read it, and they are told so."""
    talk.say("turn.many_words", {"when": _by(talk, talk.now)})
    talk.effects.append(AskForPerson(TaskKind.ANSWER, "Wrote us more than the bot can understand. Please read it."))


def deletes(talk: Talk) -> None:
    """They want what we keep deleted: a person does it."""
    talk.say("turn.delete", {"when": _by(talk, talk.now)})
    talk.effects.append(AskForPerson(TaskKind.ANSWER, "Asked us to delete what we keep about them."))


def passed_on(talk: Talk, brief: str) -> None:
    """We understood, and cannot do it ourselves: a person will; `brief` is what they are told."""
    talk.say("turn.passed_on", {"when": _by(talk, talk.now)})
    talk.effects.append(AskForPerson(TaskKind.ANSWER, brief))


@lru_cache(maxsize=4)
def _stop_words(lexicon: Lexicon) -> frozenset[str]:
    """What means stop in any language: the people of some have no phrases here, and so no language of ours."""
    every = (words.items() for words in lexicon.keywords.values())
    return frozenset(word for words in every for word, meaning in words if meaning in _STOPS)


def stop_or_done(talk: Talk, word: str) -> None:
    """Asked once, for it can mean something else ("please do not stop"); the same again means stop."""
    asked = talk.place is not None and talk.place.flow == "stop_or_done"
    talk.begin("stop" if asked else "stop_or_done", {} if asked else {"word": word})


def and_again(talk: Talk, first: Callable[[], None]) -> None:
    """First that, then what was open; with nothing open, what we can do."""
    first()
    if talk.in_conversation:
        talk.ask()
    else:
        talk.begin("menu")  # not the other one, which says sorry as well


def _by(talk: Talk, now: datetime) -> date:
    return (now + CLOCK[TaskKind.ANSWER]).astimezone(talk.hall.zone).date()
