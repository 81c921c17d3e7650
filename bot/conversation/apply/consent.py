"""What a turn changes about consent: rows of the ledger, stop, start, and the hold in between."""

from bot.conversation.apply.world import World
from bot.delivery import opting
from bot.model.effect import GiveConsent, HoldMessages, StartMessages, StopMessages
from bot.store import consents, contacts
from bot.store.consents import Consent


class ConsentWithoutWords(RuntimeError):
    """A flow gives a consent for a question this person was never shown."""


def give_consent(world: World, effect: GiveConsent) -> None:
    """One row of the ledger, with the very words shown. Raises ConsentWithoutWords."""
    shown = world.shown.get(effect.question)
    if shown is None:
        raise ConsentWithoutWords(f"nobody was shown the consent question {effect.question!r} here")
    row = Consent(
        contact_id=world.contact.id,
        address_id=world.address.id,
        purpose=effect.purpose,
        given=effect.given,
        wording=shown.wording,
        words=shown.words,
        language=shown.language,
        channel=world.address.channel,
        at=world.now,
        how=effect.how,
    )
    world.gathered.consents.append(row)
    if effect.purpose == consents.TALK and not effect.given:
        world.gathered.contacts[world.contact.id]["welcomed"] = None  # also for a yes they went back on


def stop_messages(world: World, effect: StopMessages) -> None:
    world.settle()
    opting.opt_out(world.tx, world.contact, world.address, effect.what, world.now)


def start_messages(world: World, _: StartMessages) -> None:
    world.settle()
    opting.opt_in(world.tx, world.contact, world.address, world.now)


def hold_messages(world: World, effect: HoldMessages) -> None:
    contacts.set_address(world.tx, world.address.id, held=effect.held)
