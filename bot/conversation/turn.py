"""One message, one turn: what is decided, before anything is written."""

from dataclasses import dataclass, field

from bot.conversation.apply import ShownWords
from bot.conversation.facts import Facts
from bot.conversation.heard import Heard
from bot.conversation.route import ALWAYS_OBEYED, always_obeyed, meet_again, route, silenced
from bot.conversation.talk import Hall, Talk
from bot.language.rendering import bubbles
from bot.model.channel import Limits
from bot.model.contact import Address, Contact, OptOut
from bot.model.effect import Effect, StartMessages, StopMessages
from bot.model.message import Bubble
from bot.model.place import Place
from bot.model.words import Phrase

_LINE, _PARAGRAPH = "\n", "\n\n"


@dataclass(frozen=True)
class Turn:
    """What a message leads to: words, effects, the new place.

    `unheard` is what a voice note was the answer to, `flows` the names of the conversations that ran.
    A turn that is `put_off` answers nothing: the message is kept for staff to read.
    """

    place: Place | None
    bubbles: tuple[Bubble, ...] = ()
    effects: tuple[Effect, ...] = ()
    shown: dict[str, ShownWords] = field(default_factory=dict)
    unheard: str | None = None
    flows: tuple[str, ...] = ()
    put_off: bool = False


@dataclass(frozen=True)
class Standpoint:
    """Who writes, from where, and what is open. `flooding` when they write faster than people do."""

    contact: Contact
    address: Address
    place: Place | None
    flooding: bool = False


def decide(hall: Hall, at: Standpoint, heard: Heard, facts: Facts, limits: Limits) -> Turn:
    """The turn this message makes. Raises whatever a flow raises; nothing has then been said or done."""
    talk = Talk(hall, at.contact, at.place, facts, heard.now)
    if silenced(talk, heard.message):
        return Turn(talk.place, effects=tuple(talk.effects))
    if at.flooding and not always_obeyed(talk, heard):
        return Turn(at.place, put_off=True)
    route(talk, heard)
    _remind_of_stop(talk, at.address)
    return Turn(talk.place, _bubbles(talk, limits), tuple(talk.effects), talk.shown, talk.unheard, tuple(talk.ran))


def handed_the_phone(hall: Hall, at: Standpoint, heard: Heard, facts: Facts, limits: Limits) -> Turn:
    """The other's message was about whose phone it is: this person is met, or asked again what is open for them."""
    talk = Talk(hall, at.contact, at.place, facts, heard.now)
    if not talk.in_person:
        meet_again(talk)
    return Turn(talk.place, _bubbles(talk, limits), flows=tuple(talk.ran))


def always_wins(hall: Hall, at: Standpoint, heard: Heard) -> bool:
    """Whether it is STOP, START or HELP, which hold even where a conversation is broken."""
    return heard.readable and heard.keyword(at.contact.language, hall.lexicon) in ALWAYS_OBEYED


def apology(hall: Hall, at: Standpoint, limits: Limits) -> tuple[Bubble, ...]:
    """An honest sentence for a turn that failed on our side."""
    return bubbles(hall.book.say(Phrase("turn.failed"), at.contact.language), (), (), limits)


def set_aside(hall: Hall, at: Standpoint, heard: Heard, facts: Facts, limits: Limits) -> Turn:
    """After two failures in one place that conversation is let go, and a person offered."""
    talk = Talk(hall, at.contact, None, facts, heard.now)
    talk.say("turn.set_aside")
    talk.begin("person")
    return Turn(talk.place, _bubbles(talk, limits), tuple(talk.effects))


def _remind_of_stop(talk: Talk, address: Address) -> None:
    """Whoever said stop and writes again is answered, and told each time that they stay stopped."""
    changes = (StopMessages, StartMessages)
    if address.opted_out is not OptOut.EVERYTHING or any(isinstance(effect, changes) for effect in talk.effects):
        return
    if "danger" in talk.ran:
        return  # not now
    if talk.words or talk.question is not None:
        talk.say("turn.stopped")


def _bubbles(talk: Talk, limits: Limits) -> tuple[Bubble, ...]:
    said, question = _LINE.join(talk.words), talk.question
    if question is None:
        return bubbles(said, (), (), limits) if said else ()
    if question.two_way and not limits.buttons:
        return bubbles(_after(said, f"{question.text} {_yes_or_no(talk)}"), (), (), limits)
    assert talk.place is not None  # a question is open
    payloads = question.payloads(talk.place.flow)
    figure = talk.hall.book.figures(talk.person.language)
    return bubbles(_after(said, question.text), question.options, payloads, limits, figure)


def _after(said: str, question: str) -> str:
    return f"{said}{_PARAGRAPH}{question}" if said else question


def _yes_or_no(talk: Talk) -> str:
    return talk.hall.book.say(Phrase("ask.yes_no"), talk.person.language)
