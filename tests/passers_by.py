"""Builders for tests of the public pages: a whole house with its site, and phones of the simulator."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.app import Parts, web
from bot.public.square import Square
from tests.people import DATA, Resident, a_house
from tests.staff_people import Visitor

SITE = "http://127.0.0.1:8000"
AMINA = "try-amina-" + "a" * 32
TOMASZ = "try-tomasz-" + "b" * 32


@dataclass
class ASquare:
    """A running house and somebody who passes by."""

    parts: Parts
    visitor: Visitor

    def phone(self, sender: str = AMINA, skin: str = "sms") -> Resident:
        """A phone of the simulator."""
        return Resident(self.parts, sender, skin=skin)

    def square(self) -> Square:
        """The square as `bot.app` makes it, with nothing but what these tests ask of it."""
        parts = self.parts
        return Square(
            store=parts.store,
            clock=parts.clock,
            organisation=parts.settings.organisation,
            zone=parts.settings.zone,
            public_url=parts.settings.public_url,
            data_folder=DATA,
            languages=("en",),
            receive=parts.road.receive,
            hand_over=lambda ids: None,
            demo=True,
        )


@contextmanager
def a_square(database_url: str, **settings: object) -> Iterator[ASquare]:
    """The site of a demo, unless the settings say otherwise; its clock stands still."""
    with a_house(database_url, **settings) as parts:
        yield ASquare(parts, Visitor(web(parts, with_work=False), site=SITE))
