"""The first conversation: who we are, what you get, and whether we may talk."""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import GiveConsent, SetLanguage, SetName, Welcome
from bot.model.naming import called
from bot.model.questions import NOT_YET_HEARD, Asking, Choice, Flow, choose, consent, do, say

TALK = "talk"  # the consent's purpose in the ledger


@dataclass(frozen=True)
class WelcomeFacts:
    """`languages` by code and own name; `choose_language` when there are several and none is evident."""

    organisation: str
    languages: tuple[Choice, ...] = ()
    choose_language: bool = False


def welcome(person: Contact, facts: WelcomeFacts) -> Flow:
    """Say who we are, ask consent, then a name (skippable). After a no we keep nothing and ask nothing more."""
    yield from _language(facts)
    yield from say("hello", organisation=facts.organisation)
    if not (yield from consent("agree")):
        yield from say("goodbye")
        return [GiveConsent(TALK, False, "agree")]
    # Now, not at the end: somebody who never says a name has agreed all the same.
    yield from do("agreed", GiveConsent(TALK, True, "agree"))
    yield from do("welcomed", Welcome())
    name = yield from called("name")
    if name is None or name == NOT_YET_HEARD:
        yield from say("ready")
        return []
    yield from say("ready_name", name=name)
    return [SetName(name)]


def _language(facts: WelcomeFacts) -> Asking[None]:
    if facts.choose_language and facts.languages:
        language = yield from choose("language", facts.languages, organisation=facts.organisation)
        # Named for the language: who goes back and chooses another one is heard again.
        yield from do(f"speak_{language.key}", SetLanguage(language.key))
