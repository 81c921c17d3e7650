"""Payloads nobody here wrote, through the public doors, each sent twice: thanked both times, kept once."""

import json
import logging
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from bot.model.channel import WebhookRequest
from bot.model.message import MessageKind
from tests.doors import Site, a_site, vectors_folder
from tests.doubles import whatsapp_cloud
from tests.doubles.telegram import a_webhook
from tests.doubles.telegram_spec import Spec
from tests.doubles.whatsapp_cloud import signed

FOLDER = vectors_folder()
pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not FOLDER, reason="set SAYBACK_VECTORS to the folder of public test vectors"),
]

UNHEARD = frozenset(MessageKind) - {MessageKind.TEXT, MessageKind.BUTTON}
SILENT = frozenset({"reaction", "edit", "revoke", "system", "status", "other_event"})
CLOUD_KINDS = {
    "text": {"text"},
    "location": {"location"},
    "contact": {"contact_card"},
    "media": {"picture", "video", "voice", "file", "sticker"},
    **{key: {"button"} for key in ("button", "button_reply", "list_reply")},
    **{key: {"unread"} for key in ("unsupported", "nfm_reply")},
}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def vectors(name: str) -> list[Spec]:
    """The vectors of a file; none where there is no folder, so that collecting still works."""
    if not FOLDER:
        return []
    text = (Path(FOLDER) / name).read_text("utf-8")
    if name.endswith(".jsonl"):
        return [json.loads(written) for written in text.splitlines()]
    return list(json.loads(text)["vectors"])


async def test_telegram_updates(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    wrong = []
    async with a_site(sqlite_url) as site:
        for vector in vectors("telegram_updates.json"):
            statuses, kept = await _twice(site, a_webhook(vector["json"]))
            if statuses != [200, 200] or not _as_telegram_says(vector, kept):
                wrong.append((vector["id"], vector["label"], statuses, kept))

    assert wrong == []
    assert _tracebacks(caplog) == []


async def test_whatsapp_webhooks(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    wrong = []
    for phone_id, its in _by_number(vectors("whatsapp_cloud_webhooks.json"), "json"):
        async with a_site(sqlite_url, whatsapp_phone_id=phone_id) as site:
            for vector in its:
                statuses, kept = await _twice(site, signed(json.dumps(vector["json"])))
                if statuses != [200, 200] or not _as_pywa_says(vector, kept):
                    wrong.append((vector["id"], vector["label"], statuses, kept))

    assert wrong == []
    assert _tracebacks(caplog) == []


async def test_whatsapp_messages_of_every_kind(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    wrong = []
    for phone_id, its in _by_number(vectors("whatsapp_cloud_inbound.jsonl"), "payload"):
        async with a_site(sqlite_url, whatsapp_phone_id=phone_id) as site:
            for vector in its:
                statuses, kept = await _twice(site, signed(vector["raw"]))
                expected = vector["expect"]
                number = 0 if expected["kind"] in SILENT else len(expected["message_ids"])
                kinds = CLOUD_KINDS.get(expected["kind"], set())
                if statuses != [200, 200] or len(kept) != number or not {kind for kind, _ in kept} <= kinds:
                    wrong.append((vector["id"], expected, statuses, kept))

    assert wrong == []
    assert _tracebacks(caplog) == []


@pytest.mark.parametrize("vector", vectors("twilio_signatures.json"), ids=lambda vector: vector["id"])
async def test_twilio_signatures(sqlite_url: str, vector: Spec) -> None:
    url = urlsplit(vector["url"])
    is_json = "raw_body" in vector
    params = vector.get("params", {})
    pairs = params.items() if isinstance(params, dict) else map(tuple, params)
    delivery = WebhookRequest(
        "POST",
        f"{url.path}?{url.query}",
        {
            "content-type": "application/json" if is_json else "application/x-www-form-urlencoded",
            "x-twilio-signature": vector["signature"],
        },
        vector["raw_body"].encode() if is_json else urlencode(list(pairs)).encode(),
    )

    account = {"public_url": f"{url.scheme}://{url.netloc}", "twilio_auth_token": vector["token"]}
    async with a_site(sqlite_url, at=url.path, **account) as site:
        statuses = [await site.deliver(delivery) for _ in range(2)]

        assert statuses == [200 if vector["valid"] else 403] * 2
        assert site.kept() == []  # they are about calls, or JSON: signed, and nothing of ours


async def _twice(site: Site, delivery: WebhookRequest) -> tuple[list[int], list[tuple[str, str]]]:
    """Both statuses, and what was kept."""
    site.forget()
    statuses = [await site.deliver(delivery) for _ in range(2)]
    return statuses, site.kept()


def _as_telegram_says(vector: Spec, kept: Sequence[tuple[str, str]]) -> bool:
    expected = vector["expected"]
    if vector["group"] != "update":
        return not kept
    if expected["update_kind"] == "callback_query":
        return [kind for kind, _ in kept] in ([MessageKind.BUTTON], [])
    private = expected.get("is_private_message", False)
    if private and "text" in expected:
        return [kind for kind, _ in kept] == [MessageKind.TEXT]
    if private and "contains" in expected:
        return len(kept) == 1 and kept[0][0] in UNHEARD
    return len(kept) <= (1 if private else 0)


def _as_pywa_says(vector: Spec, kept: Sequence[tuple[str, str]]) -> bool:
    expected, group = vector["expected"], vector["group"].removeprefix("pywa:")
    kinds = [kind for kind, _ in kept]
    if expected.get("is_reaction") or expected.get("is_deletion"):
        return not kept
    if expected.get("voice"):
        return kinds == [MessageKind.VOICE]
    if expected.get("text") and group == "message":
        return kinds == [MessageKind.TEXT]
    if group in ("callback_button", "callback_selection"):
        return kinds == [MessageKind.BUTTON]
    speaking = group in ("message", "flow_completion", "call_permission_update")
    return len(kept) <= (1 if speaking else 0)


def _by_number(found: Sequence[Spec], payload: str) -> list[tuple[str, list[Spec]]]:
    """The vectors by the number of ours that they were sent to."""

    def number(vector: Spec) -> str:
        value = vector[payload]["entry"][0]["changes"][0]["value"]
        return str(value.get("metadata", {}).get("phone_number_id") or whatsapp_cloud.PHONE_ID)

    return [(key, list(its)) for key, its in groupby(sorted(found, key=number), key=number)]


def _tracebacks(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.exc_info or record.levelno >= logging.ERROR]
