"""A place that came free."""

import pytest

from bot.flows.offer import OfferFacts, offer
from bot.model.effect import AnswerOffer
from bot.model.event import SignUp, SignUpStatus
from tests.gatherings import a_sign_up
from tests.talk import Talk

OFFERED = a_sign_up(status=SignUpStatus.OFFERED)


@pytest.mark.parametrize(("reply", "take"), [("yes please", True), ("no thanks", False)], ids=["yes", "no"])
def test_an_offer_is_taken_or_left(reply: str, take: bool) -> None:
    assert Talk(offer, OfferFacts(OFFERED)).hear(reply).effects == [AnswerOffer(10, take)]


def test_an_offer_says_for_how_many_it_is() -> None:
    assert "room for 3 of you" in Talk(offer, OfferFacts(a_sign_up(status=SignUpStatus.OFFERED, party=3))).words


@pytest.mark.parametrize("now", [None, a_sign_up(status=SignUpStatus.WAITING)], ids=["no sign-up", "waiting again"])
def test_an_offer_that_ran_out_meanwhile_is_said_to_be_gone(now: SignUp | None) -> None:
    talk = Talk(offer, OfferFacts(OFFERED))
    talk.facts = OfferFacts(now)
    talk.hear("yes")

    assert talk.said == ["offer.gone"]
    assert talk.effects == []
