"""What is asked of an engine, and what becomes of its mistakes."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pytest

from bot.conversation.understand import Understanding
from bot.language import lexicon
from bot.model.message import ChannelName, InboundMessage, MessageKind
from bot.model.place import Asked, Place
from bot.store import contacts, events, places
from bot.store.contacts import Stranger
from bot.store.inbound import key_of
from bot.store.store import Store
from nlu.meaning import Guess, Meaning
from tests.conftest import SECRET
from tests.people import DATA, MORNING, StoppedClock, an_event


@dataclass
class AnEngine:
    """Keeps what it was asked; finds everything to be a greeting, or breaks."""

    broken: bool = False
    version: str = "one"
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def understand(self, text: str, known: str | None = None) -> Meaning:
        if self.broken:
            raise RuntimeError("broken")
        self.asked.append((text, known))
        return Meaning("en", "greet", 0.9, True, (), (Guess("greet", 0.9),), self.version)


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    with closing(Store(sqlite_url, SECRET)) as made:
        made.create()
        yield made


def a_message(text: str, kind: MessageKind = MessageKind.TEXT) -> InboundMessage:
    return InboundMessage(ChannelName.REST, "sms", text or "m1", "+447700900123", text=text, kind=kind)


def an_understanding(engine: AnEngine, made: list[object] | None = None) -> Understanding:
    def engine_for(planned: object) -> AnEngine:
        if made is not None:
            made.append(planned)
        return engine

    return Understanding(engine_for, lexicon.load(DATA), StoppedClock())


@pytest.mark.parametrize("words", ["STOP", "2", "২", "yes", "হ্যাঁ", "", "👍"])
def test_what_a_list_of_ours_reads_is_not_asked_about(store: Store, words: str) -> None:
    engine = AnEngine()

    assert an_understanding(engine).of(store, [a_message(words)]) == {}
    assert engine.asked == []


def test_a_voice_note_says_nothing_to_an_engine(store: Store) -> None:
    assert an_understanding(AnEngine()).of(store, [a_message("voice", MessageKind.VOICE)]) == {}


def test_an_engine_that_breaks_costs_its_help_and_not_the_message(store: Store) -> None:
    understanding, fine = an_understanding(AnEngine(broken=True)), an_understanding(AnEngine())
    message = a_message("is anything on near me")

    assert understanding.of(store, [message]) == {}
    assert fine.of(store, [message])[key_of(message)].intent == "greet"


def test_new_events_are_known_by_name_at_the_next_message(store: Store) -> None:
    made: list[object] = []
    understanding = an_understanding(AnEngine(), made)
    with store.write() as tx:
        events.add(tx, an_event(title="Chai", venue="Hall", area="Bow"))

    understanding.of(store, [a_message("is anything on"), a_message("near me")])
    understanding.of(store, [a_message("or elsewhere")])

    assert made == [(), (("Chai", "Hall", "Bow"),)]


@pytest.mark.parametrize(
    ("said", "asked"), [("Amina", 0), ("Amina Begum", 0), ("selfharm again", 1), ("where is it now", 1)]
)
def test_a_name_that_was_asked_for_is_not_a_thing_to_understand(store: Store, said: str, asked: int) -> None:
    engine = AnEngine()
    message = a_message(said)
    with store.write() as tx:
        blind = tx.blind(message.channel, message.address)
        contacts.meet(tx, {blind: Stranger(message.channel, message.account, message.address, "en")}, MORNING)
        who = contacts.standing(tx, [blind])[blind].contact.id
        places.put(tx, {who: places.as_json(Place("welcome", asked=Asked("name")))}, MORNING)

    an_understanding(engine).of(store, [message])

    assert len(engine.asked) == asked
