"""What a turn changes about events: places taken, queued for, offered, given back."""

from bot.conversation.apply.world import World
from bot.events import sign_ups
from bot.events.sign_ups import Desk, Wish
from bot.model.effect import AddNeeds, AnswerOffer, ChangeParty, JoinWaitingList, LeaveEvent, TakePlace


def take_place(world: World, effect: TakePlace) -> None:
    sign_ups.take_place(_desk(world), Wish(effect.event_id, effect.party, effect.needs, effect.notes))


def join_waiting_list(world: World, effect: JoinWaitingList) -> None:
    sign_ups.join_waiting_list(_desk(world), Wish(effect.event_id, effect.party, effect.needs, effect.notes))


def answer_offer(world: World, effect: AnswerOffer) -> None:
    sign_ups.answer_offer(_desk(world), effect.sign_up_id, take=effect.take)


def leave_event(world: World, effect: LeaveEvent) -> None:
    sign_ups.leave(_desk(world), effect.sign_up_id)


def change_party(world: World, effect: ChangeParty) -> None:
    sign_ups.change_party(_desk(world), effect.sign_up_id, effect.party)


def add_needs(world: World, effect: AddNeeds) -> None:
    sign_ups.add_needs(_desk(world), effect.sign_up_id, effect.needs)


def _desk(world: World) -> Desk:
    return Desk(world.tx, world.speaker, world.contact, world.address, world.now)
