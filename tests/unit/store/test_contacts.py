"""The shelf of contacts: met once, found by their address, several on one phone."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.model.contact import OptOut
from bot.model.message import ChannelName
from bot.store import contacts
from bot.store.contacts import Standing, Stranger
from bot.store.store import Store, Tx

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
PHONE = "+447700900123"


def meet(tx: Tx, *values: str, channel: ChannelName = ChannelName.SMS) -> list[Standing]:
    blinds = {tx.blind(channel, value): Stranger(channel, "us", value, "bn") for value in values}
    contacts.meet(tx, blinds, NOW)
    found = contacts.standing(tx, list(blinds))
    return [found[blind] for blind in blinds]


def test_a_stranger_becomes_a_contact_with_an_address(store: Store) -> None:
    with store.write() as tx:
        (met,) = meet(tx, PHONE)

    assert (met.contact.language, met.contact.name, met.contact.welcomed) == ("bn", None, None)
    assert (met.address.value, met.address.account, met.address.opted_out) == (PHONE, "us", OptOut.NOTHING)
    assert met.place is None


def test_many_strangers_at_once_are_not_mixed_up(store: Store) -> None:
    numbers = [f"+4477009{number:05}" for number in range(120)]
    with store.write() as tx:
        met = meet(tx, *numbers)

    assert [one.address.value for one in met] == numbers
    assert all(one.address.contact_id == one.contact.id for one in met)
    assert len({one.contact.id for one in met}) == 120


def test_the_same_number_on_two_channels_is_two_addresses(store: Store) -> None:
    with store.write() as tx:
        (sms,) = meet(tx, PHONE)
        (whatsapp,) = meet(tx, PHONE, channel=ChannelName.WHATSAPP)

    assert sms.address.id != whatsapp.address.id


def test_an_unknown_address_is_missing_and_not_made_up(store: Store) -> None:
    with store.read() as tx:
        assert contacts.standing(tx, [tx.blind("sms", "+447700900999")]) == {}


def test_no_address_or_name_can_be_read_from_the_file(store: Store) -> None:
    with store.write() as tx:
        (met,) = meet(tx, PHONE)
        contacts.set_contact(tx, met.contact.id, name="Amina Rahman")
        kept = tx.connection.execute(text("SELECT value, blind FROM address")).one()
        name = tx.connection.execute(text("SELECT name FROM contact")).scalar_one()

    assert PHONE.encode() not in bytes(kept.value)
    assert PHONE not in kept.blind
    assert b"Amina" not in bytes(name)


def test_what_changes_about_somebody_is_read_back(store: Store) -> None:
    with store.write() as tx:
        (met,) = meet(tx, PHONE)
        contacts.set_contact(tx, met.contact.id, name="Amina", language="en", welcomed=NOW, handled_by=3)
        contacts.set_address(tx, met.address.id, opted_out=OptOut.UPDATES, held=True)
        now = contacts.standing_at(tx, met.address.id)

    assert (now.contact.name, now.contact.language, now.contact.welcomed, now.contact.handled_by) == (
        "Amina",
        "en",
        NOW,
        3,
    )
    assert (now.address.opted_out, now.address.held) == (OptOut.UPDATES, True)


def test_a_window_and_an_account_are_noted_for_many_at_once(store: Store) -> None:
    until = NOW + timedelta(hours=24)
    with store.write() as tx:
        first, second = meet(tx, PHONE, "+447700900124")
        contacts.note_seen(tx, [(first.address.id, "other", until), (second.address.id, "us", None)])
        seen = [contacts.standing_at(tx, one.address.id).address for one in (first, second)]

    assert [(address.account, address.window_until) for address in seen] == [("other", until), ("us", None)]


def test_a_shared_phone_knows_everybody_and_who_has_it_now(store: Store) -> None:
    with store.write() as tx:
        (met,) = meet(tx, PHONE)
        contacts.set_contact(tx, met.contact.id, name="Rahima")
        salma = contacts.new_contact_at(tx, met.address.id, "Salma", "en", NOW)
        contacts.make_current(tx, met.address.id, salma)
        everybody = contacts.sharing(tx, met.address.id)
        now = contacts.standing_at(tx, met.address.id)

    assert [one.name for one in everybody] == ["Rahima", "Salma"]
    assert now.contact.id == salma


def test_locking_nobody_is_allowed(store: Store) -> None:
    with store.write() as tx:
        contacts.lock(tx, [])
        contacts.lock_contacts(tx, [])
