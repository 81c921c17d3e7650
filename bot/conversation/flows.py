"""Every conversation by its name, with what loads its facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversation.facts import Facts
from bot.flows import (
    about_us,
    another_event,
    are_you_safe,
    check,
    danger,
    did_you_mean,
    event_change,
    event_signup,
    explain,
    fallback,
    help,
    language_choice,
    menu,
    offer,
    pause,
    person,
    start,
    stop,
    stop_or_done,
    stop_updates,
    welcome,
    whose_phone,
)
from bot.model.contact import Contact
from bot.model.event import SignUp, SignUpStatus
from bot.model.message import ChannelName
from bot.model.place import Place
from bot.model.questions import Choice, Flow
from bot.model.task import CLOCK, TaskKind

_WITH_PHONE = (ChannelName.SMS, ChannelName.WHATSAPP)


@dataclass(frozen=True)
class Known:
    """One conversation. `facts` is of the very kind that `flow` takes: the table below pairs them."""

    flow: Callable[[Contact, Any], Flow]
    facts: Callable[[Facts, Contact, Place], Any]


def _signup(facts: Facts, contact: Contact, _: Place) -> event_signup.SignupFacts:
    return event_signup.SignupFacts(
        events=facts.open_events,
        today=facts.today,
        mine=facts.sign_ups(contact),
        languages=facts.around.interpreted,
        links=facts.links,
        stopped=facts.stopped,
    )


def _change(facts: Facts, contact: Contact, _: Place) -> event_change.ChangeFacts:
    return event_change.ChangeFacts(facts.sign_ups(contact), facts.today, facts.around.interpreted)


def _welcome(facts: Facts, contact: Contact, place: Place) -> welcome.WelcomeFacts:
    spoken = facts.around.spoken
    # Whoever was asked before was asked in a language they read.
    ask = len(spoken) > 1 and not place.given.get("evident") and not facts.was_asked(contact)
    return welcome.WelcomeFacts(facts.around.organisation, spoken, ask)


def _offer(facts: Facts, contact: Contact, _: Place) -> offer.OfferFacts:
    offered = (one for one in facts.sign_ups(contact) if one.status is SignUpStatus.OFFERED)
    return offer.OfferFacts(next(offered, None))


def _person(facts: Facts, _: Contact, __: Place) -> person.PersonFacts:
    by: datetime = facts.now + CLOCK[TaskKind.ANSWER]
    return person.PersonFacts(by, facts.channel in _WITH_PHONE)


def _whose(facts: Facts, contact: Contact, _: Place) -> whose_phone.WhoseFacts:
    others = (one for one in facts.sharing() if one.id != contact.id and one.name)
    return whose_phone.WhoseFacts(tuple(Choice(str(one.id), one.name or "") for one in others))


def _languages(facts: Facts, _: Contact, __: Place) -> language_choice.LanguageFacts:
    return language_choice.LanguageFacts(facts.around.spoken, facts.around.drafts)


def _mine(facts: Facts, contact: Contact) -> tuple[SignUp, ...]:
    return facts.sign_ups(contact)


def _names(place: Place, name: str) -> tuple[str, ...]:
    given = place.given.get(name)
    return tuple(str(one) for one in given) if isinstance(given, list) else ()


def _said(place: Place, name: str) -> str:
    return str(place.given.get(name, ""))


FLOWS: Mapping[str, Known] = {
    "about_us": Known(about_us.about_us, lambda f, c, p: about_us.AboutFacts(f.around.organisation)),
    "another_event": Known(
        another_event.another_event, lambda f, c, p: another_event.AnotherEventFacts(bool(f.open_events))
    ),
    "are_you_safe": Known(are_you_safe.are_you_safe, lambda f, c, p: are_you_safe.SafeFacts()),
    "check": Known(check.check, lambda f, c, p: check.CheckFacts(*f.around.advice(_said(p, "words")))),
    "danger": Known(danger.danger, lambda f, c, p: danger.DangerFacts()),
    "did_you_mean": Known(did_you_mean.did_you_mean, lambda f, c, p: did_you_mean.GuessFacts(_names(p, "flows"))),
    "event_change": Known(event_change.event_change, _change),
    "event_signup": Known(event_signup.event_signup, _signup),
    "explain": Known(explain.explain, lambda f, c, p: explain.ExplainFacts(f.around.explain(_said(p, "word")))),
    "fallback": Known(fallback.fallback, lambda f, c, p: fallback.FallbackFacts(bool(_mine(f, c)))),
    "help": Known(help.help, lambda f, c, p: help.HelpFacts(f.around.organisation)),
    "language_choice": Known(language_choice.language_choice, _languages),
    "menu": Known(menu.menu, lambda f, c, p: menu.MenuFacts(bool(_mine(f, c)))),
    "offer": Known(offer.offer, _offer),
    "pause": Known(pause.pause, lambda f, c, p: pause.PauseFacts(f.now.astimezone(f.around.zone))),
    "person": Known(person.person, _person),
    "start": Known(start.start, lambda f, c, p: start.StartFacts(f.around.organisation)),
    "stop": Known(stop.stop, lambda f, c, p: stop.StopFacts(f.around.organisation)),
    "stop_or_done": Known(stop_or_done.stop_or_done, lambda f, c, p: stop_or_done.StopOrDoneFacts(_said(p, "word"))),
    "stop_updates": Known(
        stop_updates.stop_updates, lambda f, c, p: stop_updates.StopUpdatesFacts(f.around.organisation)
    ),
    "welcome": Known(welcome.welcome, _welcome),
    "whose_phone": Known(whose_phone.whose_phone, _whose),
}
