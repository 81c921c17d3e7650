"""Logging as one JSON object a line. Never a message's text, a name, a number or a token, at any level."""

import json
import logging
import sys

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


class JsonLines(logging.Formatter):
    """A fixed sentence, and the facts given in `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "room": record.name,
            "says": record.getMessage(),
        }
        line |= {name: str(fact) for name, fact in vars(record).items() if name not in _PLAIN}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__  # its text may quote a person: the class and place are enough
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def set_up(level: int = logging.INFO) -> None:
    """Log to standard output; libraries that put addresses or tokens into their lines only when they warn."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in (
        "httpx",
        "httpcore",
        "telegram",
        "twilio",
        "urllib3",
        "aiohttp",
        "alembic",
        "sqlalchemy",
        "uvicorn.access",
    ):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _where(traceback: object) -> str:
    """The last two places the error passed, as file:line."""
    places = []
    while traceback is not None:
        code = traceback.tb_frame.f_code  # type: ignore[attr-defined]  # a traceback
        places.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{traceback.tb_lineno}")  # type: ignore[attr-defined]  # same
        traceback = traceback.tb_next  # type: ignore[attr-defined]  # the same
    return " < ".join(reversed(places[-3:]))
