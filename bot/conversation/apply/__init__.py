"""What a finished turn changes in the world, one module a noun; called inside the turn's transaction."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.conversation.apply import consent, contact, event, task
from bot.conversation.apply.world import ShownWords, World
from bot.model import effect as effects
from bot.model.effect import Effect

__all__ = ["ShownWords", "World", "apply"]

# `Begin` is missing: the talk has already gone on to that conversation.
# Any: each function takes the one kind of effect it is listed under.
_APPLY: Mapping[type, Callable[[World, Any], None]] = {
    effects.Welcome: contact.welcome,
    effects.SetLanguage: contact.set_language,
    effects.SetName: contact.set_name,
    effects.Pause: contact.pause,
    effects.SwitchContact: contact.switch_contact,
    effects.GiveConsent: consent.give_consent,
    effects.StopMessages: consent.stop_messages,
    effects.StartMessages: consent.start_messages,
    effects.HoldMessages: consent.hold_messages,
    effects.TakePlace: event.take_place,
    effects.JoinWaitingList: event.join_waiting_list,
    effects.AnswerOffer: event.answer_offer,
    effects.LeaveEvent: event.leave_event,
    effects.ChangeParty: event.change_party,
    effects.AddNeeds: event.add_needs,
    effects.AskForPerson: task.ask_for_person,
}


def apply(world: World, decided: Iterable[Effect]) -> None:
    """Let every effect happen, in order. Raises StaleFacts when one was decided on facts that no longer hold."""
    for one in decided:
        _APPLY[type(one)](world, one)
