"""A made-up phone's messages as bubbles: drawn on the server, so that the page can be read without JavaScript too."""

from dataclasses import dataclass
from itertools import pairwise

from bot.language.fragments import Fragments, fragments
from bot.model.message import ChannelName, MessageKind
from bot.public import looks
from bot.public.guard import resident_of
from bot.public.residents import Resident, residents
from bot.public.spoken import direction_of, language_of
from bot.public.square import Square
from bot.store import phones
from bot.store.phones import Shown

KINDS = {
    MessageKind.VOICE: "Voice note",
    MessageKind.PICTURE: "Picture",
    MessageKind.VIDEO: "Video",
    MessageKind.FILE: "File",
    MessageKind.LOCATION: "Location",
}


@dataclass(frozen=True)
class Bubble:
    """One message drawn: `day` stands above the first of each day, `line` is what a transcript says."""

    id: str
    mine: bool
    day: str
    html: str
    line: str


@dataclass(frozen=True)
class Conversation:
    """What stands on one phone; `fragments` is what all texts to it cost, None off the text message skin."""

    bubbles: tuple[Bubble, ...] = ()
    fragments: int | None = None

    @property
    def new_days(self) -> frozenset[str]:
        """The ids of the bubbles that begin a day."""
        first = [one.id for one in self.bubbles[:1]]
        return frozenset([*first, *(two.id for one, two in pairwise(self.bubbles) if one.day != two.day)])


def resident(square: Square, sender: str) -> Resident | None:
    """Whose phone it is; None when it is no phone of this page."""
    who = resident_of(sender)
    return next((one for one in residents(square.data_folder) if one.id == who), None)


def conversation(square: Square, person: Resident, sender: str, form: str = "") -> Conversation:
    """Everything on that phone, once what is due there has been handed over.

    `form` is the id of the form its buttons belong to; without one the page's script sends them.
    """
    with square.store.read() as tx:
        phone = phones.phones(tx, ChannelName.REST, [sender]).get(sender)
    if phone is None:
        return Conversation()
    square.hand_over([phone.address_id])
    with square.store.read() as tx:
        messages = phones.shown(tx, phone.address_id)
    cost = {one.id: fragments(one.text) for one in messages if not one.mine} if person.skin == "sms" else {}
    drawn = tuple(_drawn(square, person, one, cost.get(one.id), (phone.language, form)) for one in messages)
    return Conversation(drawn, sum(one.fragments for one in cost.values()) if person.skin == "sms" else None)


def _drawn(square: Square, person: Resident, message: Shown, cost: Fragments | None, how: tuple[str, str]) -> Bubble:
    reads, form = how
    times = looks.times(square)
    who = person.name if message.mine else square.organisation
    html = looks.drawn(
        "bubble.html",
        message=message,
        who=who,
        kind=KINDS.get(message.kind, ""),
        lang=language_of(message.text, reads),
        dir=direction_of(message.text),
        cost=cost,
        form=form,
        times=times,
    )
    said = " ".join(filter(None, (KINDS.get(message.kind, ""), message.text)))
    choices = "".join(f" [{button.title}]" for button in message.buttons)
    line = f"{times.clock(message.at)} {who}: {said}{choices}"
    return Bubble(message.id, message.mine, times.day(message.at), html, line)
