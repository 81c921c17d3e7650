"""Rasa in place of our own engine, which stays beside it: to say the language, to agree, and to take over."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from nlu.circuit import Circuit
from nlu.meaning import DANGER, STOP, Engine, Guess, Meaning
from nlu.rasa_server import NoAnswer, RasaServer

log = logging.getLogger(__name__)

_LONGEST: Final = 2000  # characters of a message that are sent
_RANKED: Final = 10
_SECONDED: Final = 3  # so far down our own ranking an intent counts as agreed
# The confidence of Rasa's from which, where our ranking agrees, it is accepted: 5 to 11 in 100 of those were wrong,
# and few were accepted, on 1,073 held-out examples with Rasa trained on 50 English and 19 Bengali ones of each intent
# for 25 epochs. Where our ranking did not agree, 4 in 100 were right, and no confidence told which. Other languages
# get the strictest until they are measured.
_SURE: Final[Mapping[str, float]] = {"en": 0.98, "bn": 0.98}
_SURE_ELSEWHERE: Final = 0.99
_ALARM: Final = 0.1  # how likely danger or a wish to stop has to be, for either engine, that somebody is asked


class RasaEngine:
    """Understands messages by a Rasa server, and by `embedded` whatever Rasa does not answer. Threads may share it."""

    def __init__(
        self, server: RasaServer, embedded: Engine, intents: Collection[str], circuit: Circuit | None = None
    ) -> None:
        """`intents` are those we know; Rasa may have been trained on others."""
        self._server = server
        self._embedded = embedded
        self._intents = frozenset(intents)
        self._circuit = circuit or Circuit()

    @property
    def version(self) -> str:
        """Rasa's model, as far as it has answered, and the training of the engine beside it."""
        return f"{self._server.version}+{self._embedded.version}"

    def understand(self, text: str, known: str | None = None) -> Meaning:
        """What `text` means; `known` is the code of the language the writer is known to use."""
        ours = self._embedded.understand(text, known)
        guesses = () if _is_command(text) else self._asked(text[:_LONGEST])
        return together(ours, guesses, self.version) if guesses else ours

    def close(self) -> None:
        """Close what is open to the server."""
        self._server.close()

    def _asked(self, text: str) -> tuple[Guess, ...]:
        """Rasa's guesses; none when it has none, fails, or is left alone because it failed."""
        if not self._circuit.allows():
            return ()
        try:
            guesses = self._known(self._server.guesses(text))
        except NoAnswer as error:
            if self._circuit.failed():
                log.warning("Rasa fails, the embedded engine understands messages", extra={"why": str(error)})
            return ()
        if self._circuit.succeeded():
            log.info("Rasa answers again")
        return guesses

    def _known(self, guesses: tuple[Guess, ...]) -> tuple[Guess, ...]:
        if guesses and guesses[0].intent not in self._intents:
            raise NoAnswer("the intent is not one of ours: train Rasa on the same files")
        return tuple(guess for guess in guesses if guess.intent in self._intents)


def together(ours: Meaning, guesses: tuple[Guess, ...], engine: str) -> Meaning:
    """Rasa's `guesses`, the likeliest first, in the language and with the entities of `ours`.

    A wish to stop that either is sure of is one; one that either only suspects is asked about. So is danger.
    """
    if ours.intent == STOP and ours.accepted:
        return replace(ours, engine=engine, danger=ours.danger or _suspects(guesses, DANGER))
    best = guesses[0]
    stop = ours.stop or _suspects((*ours.ranking, *guesses), STOP)
    accepted = _accepted(ours, best) and (best.intent == STOP or not stop)
    return replace(
        ours,
        intent=best.intent,
        confidence=best.confidence,
        accepted=accepted,
        ranking=guesses[:_RANKED],
        engine=engine,
        danger=ours.danger or best.intent == DANGER or _suspects(guesses, DANGER),
        stop=stop,
    )


def _accepted(ours: Meaning, best: Guess) -> bool:
    """Whether both engines speak for it, and one of them is sure by what was measured for the language."""
    agreed = best.intent in {guess.intent for guess in ours.ranking[:_SECONDED]}
    sure = best.confidence >= _SURE.get(ours.language, _SURE_ELSEWHERE)
    return (agreed and sure) or (ours.accepted and best.intent == ours.intent)


def _suspects(guesses: tuple[Guess, ...], intent: str) -> bool:
    return any(guess.intent == intent and guess.confidence >= _ALARM for guess in guesses)


def _is_command(text: str) -> bool:
    """Whether Rasa would take it at its word: to "/affirm" it says affirm, and that it is certain."""
    return text.lstrip().startswith("/")
