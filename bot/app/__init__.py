"""Puts the parts together; the only room that knows them all."""

from bot.app.parts import Parts, build
from bot.app.site import web
from bot.app.working import work

__all__ = ["Parts", "build", "web", "work"]
