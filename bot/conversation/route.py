"""Where a message goes: words that always win, then the open question, then a new wish."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from bot.conversation import meant
from bot.conversation.asking import mark_of
from bot.conversation.beside import MANY, beside, deletes, heard_out, stop_or_done
from bot.conversation.engine import Skip
from bot.conversation.heard import Heard
from bot.conversation.strangers import evident
from bot.conversation.talk import Talk
from bot.model.effect import SetLanguage, StartMessages, StopMessages
from bot.model.folding import fold
from bot.model.message import InboundMessage, MessageKind, ProviderKeyword
from bot.model.place import Asked
from bot.model.reading import yes_or_no
from bot.model.reading.wishes import draft_to_check, language_asked_for, word_asked_about
from bot.model.reply import Keyword, Reply

_PRESSED = re.compile(r"([0-9a-f]{8}):(\d{1,3})")
_FREE_WORDS = ("text", "collect")  # questions whose answer may be any words at all

ALWAYS_OBEYED = (Keyword.STOP, Keyword.MAYBE_STOP, Keyword.START, Keyword.HELP, Keyword.DANGER)

# Wishes that may be voiced at any time, and the conversation each begins.
WISHES: Mapping[Keyword, str] = {
    Keyword.EVENTS: "event_signup",
    Keyword.CHANGE: "event_change",
    Keyword.PAUSE: "pause",
    Keyword.PERSON: "person",
    Keyword.LANGUAGE: "language_choice",
    Keyword.WHOSE_PHONE: "whose_phone",
    Keyword.MENU: "menu",
    Keyword.STOP_UPDATES: "stop_updates",
    Keyword.ABOUT_US: "about_us",
}
# Said to nobody's question; at a menu too, for a menu asks nothing that must be answered.
_SMALL_TALK = (
    Keyword.GREETING,
    Keyword.THANKS,
    Keyword.RESTART,
    Keyword.BACK,
    Keyword.SKIP,
    Keyword.DONE,
)
# What stays a command even while somebody writes freely: a name is never "back", and nobody is called "person".
_ALWAYS = (
    Keyword.BACK,
    Keyword.SKIP,
    Keyword.RESTART,
    Keyword.PERSON,
    Keyword.MENU,
    Keyword.STOP_UPDATES,
    Keyword.ABOUT_US,
)


def silenced(talk: Talk, message: InboundMessage) -> bool:
    """Whether the provider has answered this word itself; it is obeyed all the same."""
    if message.keyword is None:
        return False
    if message.keyword is ProviderKeyword.STOP:
        talk.effects.append(StopMessages())
        talk.drop()
    elif message.keyword is ProviderKeyword.START:
        talk.effects.append(StartMessages())
    return True


def always_obeyed(talk: Talk, heard: Heard) -> bool:
    """Whether this is one of the words that act whatever else holds: STOP, START, HELP."""
    return heard.keyword(talk.person.language, talk.hall.lexicon) in ALWAYS_OBEYED


def route(talk: Talk, heard: Heard) -> None:
    """Decide what the message is for, and let the talk go there."""
    word = heard.keyword(talk.person.language, talk.hall.lexicon)
    if word is Keyword.MAYBE_STOP and talk.in_person:
        return  # the staff member who has the conversation reads it, and knows what was meant
    if word in ALWAYS_OBEYED:
        _obey(talk, word, heard.message.text)
    elif talk.in_person:
        return  # a person has this conversation: the bot hears STOP, START and HELP, nothing else
    elif talk.person.welcomed is not None and (draft := draft_to_check(heard.message.text)):
        talk.begin("check", {"words": draft})
    elif meant.may_be_danger(heard.message.text, heard.meaning) and not _plainly_answers(talk, heard):
        meant.look_after(talk, heard.meaning)
    elif meant.may_be_stop(heard.message.text, heard.meaning) and not _plainly_answers(talk, heard):
        stop_or_done(talk, heard.message.text[:MANY])
    elif talk.person.welcomed is None and not _being_welcomed(talk):
        _meet(talk, heard, word)
    elif _takes_or_leaves(talk, heard):
        talk.take_up("offer", _plain_reply(talk, heard))
    elif talk.place is None or (not talk.in_conversation and (word in _SMALL_TALK or not heard.readable)):
        _begin_wish(talk, heard, word)
    elif talk.place.asked is None:
        talk.ask()
    else:
        _to_open_question(talk, heard, word, talk.place.asked)


def _plainly_answers(talk: Talk, heard: Heard) -> bool:
    """Whether a list of ours reads it as the answer to the open question, and nobody is sure that it means more."""
    if meant.is_danger(heard.meaning) or talk.place is None or talk.asks(_FREE_WORDS):
        return False
    return talk.reads(_plain_reply(talk, heard))


def _obey(talk: Talk, word: Keyword | None, text: str) -> None:
    if word is Keyword.MAYBE_STOP and _may_mean_something_else(talk):
        talk.begin("stop_or_done", {"word": text})
    elif word in (Keyword.STOP, Keyword.MAYBE_STOP):
        talk.begin("stop")
    elif word is Keyword.DANGER:
        talk.drop()  # "Let us go back to where we were", and the next question, would hurt
        talk.begin("danger")
    elif word is Keyword.START:
        if talk.person.welcomed is None and talk.place is None:
            talk.set_aside("menu")  # once they are welcomed
        talk.begin("start")
    else:
        talk.begin("help")


def _may_mean_something_else(talk: Talk) -> bool:
    """Whether there is anything else to end than our messages. Asked once: the same word again means stop."""
    if talk.place is not None and talk.place.flow == "stop_or_done":
        return False
    return talk.in_conversation or bool(talk.facts.sign_ups(talk.person))


def _takes_or_leaves(talk: Talk, heard: Heard) -> bool:
    """Whether it is a yes or no to a place that came free: we asked, and nothing else is open."""
    if talk.in_conversation or heard.message.kind is not MessageKind.TEXT:
        return False
    said = yes_or_no(_plain_reply(talk, heard), Asked("take"))
    return isinstance(said, bool) and talk.facts.may_be_offered(talk.person)


def _being_welcomed(talk: Talk) -> bool:
    place = talk.place
    while place is not None:
        if place.flow == "welcome":
            return True
        place = place.under
    return False


def _meet(talk: Talk, heard: Heard, word: Keyword | None) -> None:
    """Somebody new: say who we are first, then go on with what they came for. A no is not asked about again."""
    if talk.facts.turned_down(talk.person):
        talk.say("turn.thanks" if word is Keyword.THANKS else "turn.goodbye_no_consent")
        return
    if not heard.readable:
        talk.take_unheard()
    elif len(heard.message.text) > MANY:
        heard_out(talk)
    asks_who = word is Keyword.ABOUT_US
    came_for = WISHES.get(word) if word is not None else meant.came_for(talk, heard.meaning)
    talk.set_aside((None if asks_who else came_for) or "menu")
    talk.begin("welcome", {"evident": evident(heard.message.text)})
    if asks_who:
        talk.say("about_us.promise")


def meet_again(talk: Talk) -> None:
    """Somebody takes up a shared phone: welcome them, ask what is open for them, or show what we can do."""
    if talk.person.welcomed is None and not _being_welcomed(talk):
        talk.set_aside("menu")
        talk.begin("welcome", {"evident": True})
    elif talk.place is None:
        talk.begin("menu")
    else:
        talk.ask()


def _begin_wish(talk: Talk, heard: Heard, word: Keyword | None) -> None:
    """Nothing is open: a wish begins its conversation, anything else gets the menu."""
    if not heard.readable:
        talk.take_unheard()
        return
    if word is Keyword.THANKS:
        talk.say("turn.thanks")
    elif word in _SMALL_TALK:
        _greet(talk, greeting=word is Keyword.GREETING)
    else:
        not_sure = _half_understood(talk, heard) or beside(talk, heard.message.text)
        (_wish(talk, heard, word) or not_sure or partial(talk.begin, "fallback"))()


def _greet(talk: Talk, *, greeting: bool) -> None:
    if greeting and talk.person.name:
        talk.say("turn.greeting", {"name": talk.person.name})
    talk.begin("menu")


def _wish(talk: Talk, heard: Heard, word: Keyword | None) -> Callable[[], None] | None:
    """What begins the conversation somebody wishes for; None when the message is no wish."""
    text = heard.message.text
    if word is not None and word in WISHES:
        return partial(talk.begin, WISHES[word])
    if word is Keyword.DELETE:
        return partial(deletes, talk)
    asked_about = word_asked_about(text)
    if asked_about is not None:
        return partial(talk.begin, "explain", {"word": asked_about})
    language = language_asked_for(text, talk.hall.language_names)
    if language is not None and talk.speaks(language):
        return partial(talk.change_language, SetLanguage(language))
    return meant.wish(talk, text, heard.meaning)


def _to_open_question(talk: Talk, heard: Heard, word: Keyword | None, asked: Asked) -> None:
    reply = _reply(talk, heard, asked)
    if reply is None:
        talk.say("turn.old_button")
        talk.ask()
    elif word is not None and _commanded(talk, word, reply, asked):
        return
    else:
        _answer_or_wish(talk, heard, word, reply)


def _commanded(talk: Talk, word: Keyword, reply: Reply, asked: Asked) -> bool:
    """Whether the word was a command at this question, and has been carried out."""
    if _is_label(reply, asked) or (talk.asks(_FREE_WORDS) and word not in _ALWAYS):
        return False
    if word is Keyword.BACK:
        talk.back()
    elif word is Keyword.SKIP:
        talk.answer(Skip())
    elif word is Keyword.RESTART:
        talk.restart()
    elif word in WISHES and (word in _ALWAYS or not talk.reads(reply)):
        talk.begin(WISHES[word])
    else:
        return False
    return True


def _is_label(reply: Reply, asked: Asked) -> bool:
    said = fold(reply.text)
    return any(fold(option.label) == said for option in asked.options)


def _answer_or_wish(talk: Talk, heard: Heard, word: Keyword | None, reply: Reply) -> None:
    """Only a reply that does not answer the open question is taken for something else."""
    typed = heard.readable and reply.option is None
    wish = (
        (_wish(talk, heard, word) or _half_understood(talk, heard) or _beside_question(talk, reply)) if typed else None
    )
    if wish is not None and talk.asks(_FREE_WORDS):
        asks = talk.asks(("text",)) and heard.message.text.rstrip().endswith("?")
        (wish if asks or meant.breaks_in(heard.message.text, heard.meaning) else partial(talk.answer, reply))()
    elif wish is not None and not talk.reads(reply):
        wish()
    else:
        talk.answer(meant.as_meant(talk, heard.meaning, reply))


def _half_understood(talk: Talk, heard: Heard) -> Callable[[], None] | None:
    """At a menu two guesses help more than the same list again; in a conversation its own question comes first."""
    long = len(heard.message.text) > MANY  # a person reads that
    return None if talk.in_conversation or long else meant.guess(talk, heard.meaning)


def _beside_question(talk: Talk, reply: Reply) -> Callable[[], None] | None:
    """Where any words are an answer, nothing is beside it."""
    found = beside(talk, reply.text)
    return None if found is None or talk.asks(_FREE_WORDS) else found


def _reply(talk: Talk, heard: Heard, asked: Asked) -> Reply | None:
    """The message as an answer; None for a button of an earlier question."""
    assert talk.place is not None  # the caller looked
    reply = _plain_reply(talk, heard)
    pressed = _PRESSED.fullmatch(heard.message.payload or heard.message.text)
    if pressed is None:
        return reply
    if pressed[1] != mark_of(talk.place.flow, asked) or int(pressed[2]) >= len(asked.options):
        return None
    return replace(reply, option=int(pressed[2]))


def _plain_reply(talk: Talk, heard: Heard) -> Reply:
    return Reply(
        text=heard.message.text,
        language=talk.person.language,
        now=heard.now.astimezone(talk.hall.zone),
        lexicon=talk.hall.lexicon,
        kind=heard.message.kind,
        inbound_id=heard.inbound_id,
    )
