"""What to do with what a message means: which conversation it begins, which answer it gives, who is to read it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from bot.conversation.beside import MANY, and_again, deletes, passed_on
from bot.conversation.talk import Talk
from bot.model.effect import SetLanguage
from bot.model.folding import fold
from bot.model.place import Asked
from bot.model.reply import Reply
from nlu.meaning import DANGER, STOP, Meaning

LIKELY: Final = 0.45  # of two guesses together: less is no ground to ask "did you mean"
CERTAIN: Final = 0.97
FEWEST_WORDS: Final = 3  # a name or a place is no wish, and no cry for help

BEGINS: Final[Mapping[str, str]] = {
    "find_event": "event_signup",
    "whats_on": "event_signup",
    "sign_up": "event_signup",
    "change_or_cancel": "event_change",
    "where_is_it": "event_change",
    "other_language": "language_choice",
    "talk_to_person": "person",
    "call_me_back": "person",
    "complain": "person",
    "pause": "pause",
    "who_are_you": "about_us",
    "anyone_there": "about_us",
    "need_interpreter": "event_change",
    "need_carer_cover": "event_change",
    "need_travel": "event_change",
}
# No conversation of ours can do these yet: a person can. What staff are told of it.
PASSED_ON: Final[Mapping[str, str]] = {
    "tell_story": "Wants to tell us their story.",
    "add_to_story": "Wants to add to what they told us.",
    "take_back_story": "Wants to take back what they told us. Hide it first, then talk.",
    "what_happened": "Asks what came of what they said.",
    "easy_read_or_audio": "Needs Easy Read, or to hear it spoken.",
    "rewards_expenses": "Asks about a voucher, expenses or pay.",
    "vote": "Wants to vote.",
    "give_feedback": "Tells us how something was.",
    "will_it_affect_me": "Is worried: will this affect their visa, home, benefits or children?",
    "broadcast": "Wants to send something to their group.",
}
# What may break into words that would do as an answer: the rest of what people say there is their answer.
_BREAKS_IN: Final = ("change_or_cancel", "talk_to_person", "call_me_back", "take_back_story", "complain", "my_data")
_OFFERED: Final = ("event_signup", "event_change", "pause", "language_choice", "person")
_YES_NO: Final = {"affirm": "yes", "deny": "no"}


def may_be_danger(text: str, meaning: Meaning | None) -> bool:
    """Whether somebody may be in danger. A word or two have to be all but certain: a model of letters sees a scar in
    every scarf."""
    if meaning is None or not meaning.danger:
        return False
    certain = meaning.intent == DANGER and meaning.confidence >= CERTAIN
    return certain or not _few_words(text)


def is_danger(meaning: Meaning | None) -> bool:
    return meaning is not None and meaning.accepted and meaning.intent == DANGER


def may_be_stop(text: str, meaning: Meaning | None) -> bool:
    """Whether they may be asking us, in words of their own, to stop writing."""
    if meaning is None or not meaning.stop:
        return False
    return (meaning.accepted and meaning.intent == STOP) or not _few_words(text)


def look_after(talk: Talk, meaning: Meaning | None) -> None:
    """Clear words of danger are taken at their word. Others are asked about, once: said again, they are clear."""
    if is_danger(meaning) or (talk.place is not None and talk.place.flow == "are_you_safe"):
        talk.drop()
        talk.begin("danger")
    else:
        talk.begin("are_you_safe")


def wish(talk: Talk, text: str, meaning: Meaning | None) -> Callable[[], None] | None:
    """What begins the conversation somebody clearly wishes for; None when it is no wish, or not clear.

    A word or two at an open question are an attempt to answer it: "a week" is no wish for a rest. Whoever writes at
    length is read by a person.
    """
    too_short = talk.in_conversation and _few_words(text)
    if meaning is None or not meaning.accepted or too_short or len(text) > MANY:
        return None
    if meaning.intent in PASSED_ON:
        return partial(and_again, talk, partial(passed_on, talk, PASSED_ON[meaning.intent]))
    if meaning.intent == "my_data":
        return partial(deletes, talk)
    if meaning.intent == "explain_word":
        return _explain(talk, meaning)
    if meaning.intent == "other_language" and (language := _named_language(talk, meaning)):
        return partial(talk.change_language, SetLanguage(language))
    flow = flow_for(talk, meaning.intent)
    return None if flow is None else partial(talk.begin, flow)


def breaks_in(text: str, meaning: Meaning | None) -> bool:
    """Whether it is a wish even where any words are an answer."""
    return meaning is not None and not _few_words(text) and meaning.accepted and meaning.intent in _BREAKS_IN


def flow_for(talk: Talk, intent: str) -> str | None:
    """The conversation an intent begins. Changing a place, or saying a need, is for those who have one."""
    flow = BEGINS.get(intent)
    if flow == "event_change" and intent != "change_or_cancel" and not talk.facts.sign_ups(talk.person):
        return "event_signup"
    return flow


def guess(talk: Talk, meaning: Meaning | None) -> Callable[[], None] | None:
    """A question which of two things they meant; None when we have no two that are likely."""
    if meaning is None or meaning.accepted:
        return None
    likely: dict[str, float] = {}
    for one in meaning.ranking:
        flow = flow_for(talk, one.intent)
        if flow in _OFFERED:
            likely[flow] = likely.get(flow, 0.0) + one.confidence
    flows = sorted(likely, key=lambda name: -likely[name])[:2]
    if len(flows) < 2 or sum(likely[name] for name in flows) < LIKELY:
        return None
    return partial(talk.begin, "did_you_mean", {"flows": list(flows)})


def came_for(talk: Talk, meaning: Meaning | None) -> str | None:
    """The conversation somebody new came for."""
    return flow_for(talk, meaning.intent) if meaning is not None and meaning.accepted else None


def as_meant(talk: Talk, meaning: Meaning | None, reply: Reply) -> Reply:
    """The reply; where our rules cannot read it, as the answer its meaning gives to the open question."""
    if meaning is None or talk.place is None or talk.place.asked is None or talk.reads(reply):
        return reply
    if talk.asks(("yes_no",)):
        said = _YES_NO.get(meaning.intent) if meaning.accepted else None
        return reply if said is None else replace(reply, text=said, language="en")
    named = [one.value for one in meaning.entities if one.entity == "event"]
    return replace(reply, option=_option_named(talk.place.asked, named))


def _option_named(asked: Asked, names: Sequence[str]) -> int | None:
    if len(set(names)) != 1:
        return None
    holding = [number for number, option in enumerate(asked.options) if fold(names[0]) in fold(option.label)]
    return holding[0] if len(holding) == 1 else None


def _explain(talk: Talk, meaning: Meaning) -> Callable[[], None] | None:
    word = next((one.value for one in meaning.entities if one.entity == "word"), None)
    return None if word is None else partial(talk.begin, "explain", {"word": word})


def _named_language(talk: Talk, meaning: Meaning) -> str | None:
    named = (one.value for one in meaning.entities if one.entity == "language")
    return next((code for code in named if talk.speaks(code)), None)


def _few_words(text: str) -> bool:
    return len(fold(text).split()) < FEWEST_WORDS
