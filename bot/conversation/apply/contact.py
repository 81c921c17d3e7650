"""What a turn changes about a contact: name, language, pause, whose phone it is."""

from bot.conversation.apply.world import World
from bot.events import reminders
from bot.model.effect import Pause, SetLanguage, SetName, SwitchContact, Welcome
from bot.store import contacts


def welcome(world: World, _: Welcome) -> None:
    world.gathered.contacts[world.contact.id]["welcomed"] = world.now


def set_language(world: World, effect: SetLanguage) -> None:
    world.gathered.contacts[world.contact.id]["language"] = effect.language
    world.settle()
    reminders.rewrite(world.tx, world.speaker, world.contact.id, world.now)


def set_name(world: World, effect: SetName) -> None:
    world.gathered.contacts[world.contact.id]["name"] = effect.name


def pause(world: World, effect: Pause) -> None:
    world.gathered.contacts[world.contact.id]["paused_until"] = effect.until


def switch_contact(world: World, effect: SwitchContact) -> None:
    """The other person's place, language and consents come with them; a new one is welcomed first."""
    contact_id = effect.contact_id
    if contact_id is None:
        language = world.contact.language
        contact_id = contacts.new_contact_at(world.tx, world.address.id, effect.name, language, world.now)
    contacts.make_current(world.tx, world.address.id, contact_id)
