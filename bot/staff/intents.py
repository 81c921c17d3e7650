"""What people mean, in words for staff: every intent of `nlu/domain.yml`, danger first."""

from collections.abc import Mapping

from bot.store.readings import NO_WISH, Reading

# Each goes on from the person's name, or from "understood as:".
INTENTS: Mapping[str, str] = {
    "danger": "may be in danger, or wants to die",
    "talk_to_person": "wants to talk to a person",
    "call_me_back": "wants to be rung",
    "complain": "wants to complain",
    "will_it_affect_me": "fears for their visa, home, benefits or children",
    "stop_politely": "wants us to stop writing",
    "pause": "wants a pause from us",
    "my_data": "asks what we hold about them, or wants it deleted",
    "find_event": "looks for an event that suits them",
    "whats_on": "asks what is on",
    "sign_up": "wants to sign up",
    "change_or_cancel": "cannot come, or wants to change their place",
    "where_is_it": "asks where it is, or how to get there",
    "need_interpreter": "needs an interpreter",
    "need_carer_cover": "needs somebody to look after a relative or child",
    "need_travel": "needs help with travel",
    "rewards_expenses": "asks about a voucher, expenses or pay",
    "tell_story": "wants to tell their story",
    "add_to_story": "wants to add to their story",
    "take_back_story": "wants to take back what they told us",
    "what_happened": "asks what came of what they said",
    "give_feedback": "says how something was",
    "vote": "wants to vote",
    "explain_word": "asks what a word means",
    "other_language": "wants another language",
    "easy_read_or_audio": "wants Easy Read, or to hear it spoken",
    "broadcast": "wants to send something to their group",
    "who_are_you": "asks who we are",
    "anyone_there": "asks whether anybody is there",
    "greet": "says hello",
    "thank": "says thank you",
    "affirm": "says yes",
    "deny": "says no",
    "out_of_scope": "asks for something we do not do",
}
NOTHING = "none of these: it answers our question, or says nothing we have a name for"


def in_words(intent: str) -> str:
    """An intent as staff read it; one that an organisation added itself, as it is called."""
    return NOTHING if intent == NO_WISH else INTENTS.get(intent, intent.replace("_", " "))


def percent(reading: Reading) -> str:
    """How sure the engine was: "97%", and never 100%."""
    return f"{min(99, round(reading.confidence * 100))}%"


def offered(reading: Reading) -> Mapping[str, str]:
    """What staff may say a message meant, in words, by intent."""
    return {**INTENTS, reading.intent: in_words(reading.intent), NO_WISH: NOTHING}
