"""Which events fit."""

import pytest

from bot.model.event import Event, OpenTo
from bot.model.finding import at_the_place, fitting
from bot.model.words import Phrase
from tests.gatherings import an_event

BOW = an_event(1, venue="Roman Road centre", area="Bow", directions="Bus 8 stops outside.")
POPLAR = an_event(2, venue="Poplar Union", area="Poplar", directions="Near Langdon Park.", language="so")
EVENTS = (BOW, POPLAR)


@pytest.mark.parametrize(
    ("near", "found"),
    [
        pytest.param(None, EVENTS, id="anywhere"),
        pytest.param("", EVENTS, id="no words"),
        pytest.param("bow", (BOW,), id="an area"),
        pytest.param("Near POPLAR please", (POPLAR,), id="an area among other words"),
        pytest.param("langdon park", (POPLAR,), id="a landmark on the way"),
        pytest.param("Roman Road", (BOW,), id="a street"),
        pytest.param("Green Street", (), id="another street"),
        pytest.param("near the road", EVENTS, id="words that tell nothing apart"),
    ],
)
def test_an_event_is_near_when_its_place_shares_a_telling_word(near: str | None, found: tuple[Event, ...]) -> None:
    assert fitting(EVENTS, near, (), "en") == found


@pytest.mark.parametrize(
    ("fact", "changes"),
    [
        pytest.param("women", {"open_to": OpenTo.WOMEN}, id="women only"),
        pytest.param("men", {"open_to": OpenTo.MEN}, id="men only"),
        pytest.param("step_free", {"step_free": True}, id="no steps"),
        pytest.param("quiet_room", {"quiet_room": True}, id="a quiet room"),
        pytest.param("hearing_loop", {"hearing_loop": True}, id="a hearing loop"),
        pytest.param("creche", {"creche": True}, id="a creche"),
        pytest.param("prayer_space", {"prayer_space": True}, id="a place to pray"),
        pytest.param("food", {"food": "Samosas"}, id="food"),
        pytest.param("my_language", {"language": "pl"}, id="in my language"),
    ],
)
def test_an_event_must_have_what_was_asked_for(fact: str, changes: dict[str, object]) -> None:
    has_it = an_event(3, **changes)

    assert fitting((*EVENTS, has_it), None, (fact,), "pl") == (has_it,)


def test_an_event_for_everyone_is_for_neither_alone() -> None:
    women = an_event(3, open_to=OpenTo.WOMEN)

    assert fitting((BOW, women), None, ("everyone",), "en") == (BOW,)


def test_all_that_was_asked_for_must_be_there() -> None:
    both = an_event(3, step_free=True, food="Samosas")

    assert fitting((an_event(4, step_free=True), both), None, ("step_free", "food"), "en") == (both,)


def test_what_is_at_the_place_is_listed() -> None:
    event = an_event(step_free=True, prayer_space=True)

    assert at_the_place(event) == (Phrase("fact.step_free"), Phrase("fact.prayer_space"))
