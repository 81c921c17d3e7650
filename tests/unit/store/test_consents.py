"""The ledger of consents: rows are only added, and the last word counts."""

from datetime import UTC, datetime

import pytest

from bot.model.message import ChannelName
from bot.store import consents, contacts
from bot.store.consents import MESSAGES, TALK, Consent
from bot.store.contacts import Stranger
from bot.store.store import Store, Tx

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)


def somebody(tx: Tx) -> int:
    blind = tx.blind("sms", "+447700900123")
    contacts.meet(tx, {blind: Stranger(ChannelName.SMS, "us", "+447700900123", "en")}, NOW)
    return contacts.standing(tx, [blind])[blind].contact.id


def a_word(who: int, purpose: str, *, given: bool) -> Consent:
    return Consent(who, None, purpose, given, "v1", "May we?", "en", ChannelName.SMS, NOW, "message")


def test_every_word_is_kept_as_it_was_given(store: Store) -> None:
    with store.write() as tx:
        who = somebody(tx)
        said = [a_word(who, TALK, given=True), a_word(who, MESSAGES, given=False)]
        for one in said:
            consents.add(tx, one)

        assert consents.of(tx, who) == tuple(said)


@pytest.mark.parametrize(
    ("said", "no"),
    [
        ([], False),
        ([(TALK, True)], False),
        ([(TALK, False)], True),
        ([(TALK, False), (MESSAGES, False)], True),
        ([(TALK, False), (MESSAGES, True)], False),
        ([(TALK, False), (MESSAGES, True), (TALK, False)], True),
        ([(TALK, True), (TALK, False)], True),
        ([(MESSAGES, False)], False),
        ([(TALK, False), ("updates", True)], True),
    ],
    ids=["nothing", "yes", "no", "no, stop", "no, start", "no, start, no", "yes, no", "stop", "no, updates"],
)
def test_a_no_to_talking_holds_until_start(store: Store, said: list[tuple[str, bool]], no: bool) -> None:
    with store.write() as tx:
        who = somebody(tx)
        for purpose, given in said:
            consents.add(tx, a_word(who, purpose, given=given))

        assert consents.said_no(tx, who) is no
