"""Puts the parts together; the only room that knows them all."""

from bot.app.parts import Parts, build
from bot.app.site import spare_the_collector, web
from bot.app.working import work

__all__ = ["Parts", "build", "spare_the_collector", "web", "work"]
