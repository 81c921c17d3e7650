"""Why a staff page was not shown; each becomes a page that says what to do next."""

from typing import ClassVar


class Refused(Exception):
    """Shown as a page with its title, its sentence and the status."""

    status: ClassVar[int] = 400
    title: ClassVar[str] = "That did not work"
    sentence: ClassVar[str] = "Go back and try again."


class SignInFirst(Refused):
    """Nobody is signed in: sent to the door, and from there back to `path`. `over`: a session has ended."""

    status = 303

    def __init__(self, path: str, *, over: bool) -> None:
        super().__init__(path)
        self.path = path
        self.over = over


class NotForYou(Refused):
    status = 403
    title = "This page is not for your role"
    sentence = "Your account does not open this page. If you need it for your work, ask whoever set your account up."


class FromElsewhere(Refused):
    status = 403
    title = "We could not tell where that came from"
    sentence = "The form did not come from this dashboard, so nothing was changed. Open the page again and retry."


class NoSuchPage(Refused):
    status = 404
    title = "There is nothing here"
    sentence = "The page may have moved, or somebody has dealt with it already."
