"""Puts the understanding together: the model, the language detector and the names this bot knows."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from bot.language import languages, lexicon
from bot.model.reply import Lexicon
from bot.settings import EMBEDDED, Settings
from nlu.embedded import MODEL, EmbeddedEngine
from nlu.entities import DAY, MONTH, NUMBER, TIME
from nlu.gazetteer import Name
from nlu.language import Detector
from nlu.meaning import Engine
from nlu.model import BadModel, Model, load
from nlu.static import word_meanings

Named = tuple[str, str, str]  # an event's title, venue and area
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def engine(settings: Settings, events: Iterable[Named] = ()) -> Engine:
    """The engine that the settings choose. Raises BadModel."""
    own = embedded_engine(settings, events)
    if settings.nlu == EMBEDDED:
        return own
    from nlu.rasa import RasaEngine  # its HTTP client only where there is a Rasa
    from nlu.rasa_server import RasaServer

    return RasaEngine(RasaServer(settings.rasa_url), own, own.intents)


def embedded_engine(settings: Settings, events: Iterable[Named] = ()) -> EmbeddedEngine:
    """The engine with the model trained here, else with the one shipped. Raises BadModel."""
    file = settings.model_file if settings.model_file.is_file() else MODEL
    model = _model(file, file.stat().st_mtime_ns if file.is_file() else 0)
    meanings = word_meanings(settings.nlu_extras)
    if meanings and model.scorer.head is None:
        raise BadModel(f"the model was trained without {', '.join(settings.nlu_extras)}: run `sayback train`")
    return EmbeddedEngine(model, _detector(), names(settings, events), meanings)


@lru_cache(maxsize=1)
def _model(file: Path, _: int) -> Model:
    """Read once for each time it was written: an engine is made anew whenever other events are planned."""
    return load(file)


@lru_cache(maxsize=1)
def _detector() -> Detector:
    return Detector.load()


def names(settings: Settings, events: Iterable[Named] = ()) -> tuple[Name, ...]:
    """The names of events, languages, days and numbers, in every language we have them in."""
    return (*_event_names(events), *_lasting_names(settings.data_folder))


@lru_cache(maxsize=1)
def _lasting_names(folder: Path) -> tuple[Name, ...]:
    return (*_language_names(folder), *_dated_names(lexicon.load(folder)))


def _event_names(events: Iterable[Named]) -> Iterator[Name]:
    for title, *where in events:
        yield from (Name(spelt, "event", title) for spelt in (title, *where) if spelt)


def _language_names(folder: Path) -> Iterator[Name]:
    for language in languages.load(folder):
        for spelt in (language.name, language.own_name, *language.also_called):
            yield Name(spelt, "language", language.code)


def _dated_names(words: Lexicon) -> Iterator[Name]:
    """A weekday's value is its English name, a day's is how many days off it is, an hour's is the time."""
    for code, spellings in words.weekdays.items():
        yield from (Name(word, DAY, _WEEKDAYS[number], code) for word, number in spellings.items())
    for code, spellings in words.days.items():
        yield from (Name(word, DAY, f"{number:+}", code) for word, number in spellings.items())
    for code, spellings in words.months.items():
        yield from (Name(word, MONTH, str(number), code) for word, number in spellings.items())
    for code, spellings in words.numbers.items():
        yield from (Name(word, NUMBER, str(number), code) for word, number in spellings.items())
    for code, times in words.hours.items():
        yield from (Name(word, TIME, f"{hour:02}:{minute:02}", code) for word, (hour, minute) in times.items())
