"""What a turn puts before staff."""

from bot.conversation.apply.world import World
from bot.model.effect import AskForPerson
from bot.model.task import TaskKind
from bot.store import tasks


def ask_for_person(world: World, effect: AskForPerson) -> None:
    answers = "; ".join(f"{name}: {words}" for name, words in effect.answers.items())
    tasks.add(
        world.tx,
        TaskKind(effect.about),
        world.now,
        details=". ".join(part for part in (effect.details, answers) if part),
        contact_id=world.contact.id,
        inbound_id=world.inbound_id,
    )
