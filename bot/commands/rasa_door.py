"""The HTTP door of a Rasa server, kept by our own engine: either can stand in for the other."""

import json
from dataclasses import asdict
from typing import Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from nlu.meaning import Engine, Meaning

_LARGEST: Final = 1 << 20  # bytes of a body


def rasa_door(engine: Engine) -> Starlette:
    """`POST /model/parse`, `GET /status` and `GET /`, in the shapes of Rasa 3."""

    async def parse(request: Request) -> Response:
        body = await request.body()
        text = _text(body)
        if len(body) > _LARGEST or text is None:
            return JSONResponse(_failure("send a JSON object with the message in 'text'"), 400)
        return JSONResponse(as_rasa(text, await run_in_threadpool(engine.understand, text)))

    async def status(_: Request) -> Response:
        return JSONResponse({"model_file": engine.version, "model_id": engine.version, "num_active_training_jobs": 0})

    async def hello(_: Request) -> Response:
        return PlainTextResponse(f"Hello from Sayback: {engine.version}")

    return Starlette(
        routes=[
            Route("/model/parse", parse, methods=["POST"]),
            Route("/status", status),
            Route("/", hello),
        ]
    )


def as_rasa(text: str, meaning: Meaning) -> dict[str, Any]:  # Any: Rasa's own JSON
    """What Rasa's `/model/parse` answers for `text`."""
    return {
        "text": text,
        "intent": {"name": meaning.intent, "confidence": meaning.confidence},
        "entities": [{**asdict(entity), "extractor": meaning.engine} for entity in meaning.entities],
        "intent_ranking": [{"name": guess.intent, "confidence": guess.confidence} for guess in meaning.ranking],
    }


def _text(body: bytes) -> str | None:
    try:
        written = json.loads(body)
    except (ValueError, RecursionError):
        return None
    text = written.get("text") if isinstance(written, dict) else None
    return text if isinstance(text, str) else None


def _failure(message: str) -> dict[str, object]:
    return {"version": "3.1", "status": "failure", "message": message, "reason": "BadRequest", "code": 400}
