"""Which language we write in."""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import SetLanguage
from bot.model.questions import Choice, Flow, choose, do, say


@dataclass(frozen=True)
class LanguageFacts:
    """`languages` by code and own name; `drafts` are the codes no speaker has checked yet."""

    languages: tuple[Choice, ...]
    drafts: frozenset[str] = frozenset()


def language_choice(person: Contact, facts: LanguageFacts) -> Flow:
    """Each language by its own name; the answer comes in the language chosen."""
    language = yield from choose("which", facts.languages)
    yield from do("speak", SetLanguage(language.key))
    yield from say("chosen", language=language.label)
    if language.key in facts.drafts:
        yield from say("draft.notice")
    return []
