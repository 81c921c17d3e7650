"""The Cloud API: signatures on raw bytes, many messages in one delivery, people without a phone number."""

import hashlib
import hmac
import json
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.whatsapp_cloud import CloudAccount, WhatsAppCloud
from bot.model.channel import MalformedWebhook, WebhookRequest
from bot.model.message import (
    ChannelName,
    DeliveryStatus,
    InboundMessage,
    Media,
    MessageKind,
    Refusal,
)
from tests.doubles.whatsapp_cloud import (
    APP_SECRET,
    PERSON,
    PHONE_ID,
    TOKEN,
    VERIFY_TOKEN,
    FakeCloud,
    a_value,
    a_webhook,
    signed,
)

ACCOUNT = CloudAccount(PHONE_ID, TOKEN, APP_SECRET, VERIFY_TOKEN)
CLOUD = WhatsAppCloud(ACCOUNT)


def heard(**fields: Any) -> InboundMessage:  # Any: Meta's JSON
    (message,) = CLOUD.parse(FakeCloud().person_writes(**fields)).messages
    return message


class TestVerify:
    def test_bytes_signed_with_our_secret_are_metas(self) -> None:
        assert CLOUD.verify(FakeCloud().person_writes("হ্যাঁ"))

    def test_the_same_json_written_otherwise_is_not(self) -> None:
        request = FakeCloud().person_writes("হ্যাঁ")
        written_anew = json.dumps(json.loads(request.body), ensure_ascii=False).encode()

        assert not CLOUD.verify(replace(request, body=written_anew))

    def test_another_secret_is_not_metas(self) -> None:
        assert not CLOUD.verify(a_webhook(a_value(), secret="other"))

    @pytest.mark.parametrize("header", ["", "sha256=", "sha256=é", "sha256", "sha1=00", "\ud800"])
    def test_a_strange_signature_is_refused_without_a_crash(self, header: str) -> None:
        assert not CLOUD.verify(WebhookRequest("POST", "/", {"x-hub-signature-256": header}, b"{}"))

    def test_a_signature_without_its_scheme_is_refused(self) -> None:
        bare = hmac.new(APP_SECRET.encode(), b"{}", hashlib.sha256).hexdigest()

        assert not CLOUD.verify(WebhookRequest("POST", "/", {"x-hub-signature-256": bare}, b"{}"))

    @pytest.mark.parametrize(
        ("query", "answer"),
        [
            ("hub.mode=subscribe&hub.verify_token=our%20word&hub.challenge=1158201444", "1158201444"),
            ("hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1", None),
            ("hub.mode=unsubscribe&hub.verify_token=our%20word&hub.challenge=1", None),
            ("hub.mode=subscribe&hub.verify_token=%C3%A9&hub.challenge=1", None),
            ("", None),
        ],
        ids=["ours", "wrong", "another mode", "accent", "nothing"],
    )
    def test_only_who_knows_our_word_gets_the_challenge_back(self, query: str, answer: str | None) -> None:
        assert CLOUD.challenge(WebhookRequest("GET", f"/webhooks/whatsapp?{query}", {}, b"")) == answer


class TestParse:
    def test_a_text_is_read(self) -> None:
        message = heard(text="Salaam")

        assert (message.account, message.address, message.name) == (PHONE_ID, f"+{PERSON}", "Amina")
        assert (message.text, message.kind) == ("Salaam", MessageKind.TEXT)

    @pytest.mark.parametrize("hidden", [{"from": None, "from_user_id": "GB.1349"}, {"from": "GB.1349"}, {"from": None}])
    def test_a_sender_may_have_no_phone_number(self, hidden: dict[str, str | None]) -> None:
        contact = {"profile": {"name": "Amina"}, "user_id": "GB.1349"}
        message = {"id": "wamid.1", "type": "text", "text": {"body": "Hi"}} | hidden

        (read,) = CLOUD.parse(a_webhook(a_value(contacts=[contact], messages=[message]))).messages

        assert (read.address, read.name) == ("GB.1349", "Amina")

    def test_several_messages_in_one_delivery_are_all_read(self) -> None:
        messages = [{"from": PERSON, "id": f"w{n}", "type": "text", "text": {"body": str(n)}} for n in range(3)]

        read = CLOUD.parse(a_webhook(a_value(messages=messages[:2]), a_value(messages=messages[2:]))).messages

        assert [message.text for message in read] == ["0", "1", "2"]

    @pytest.mark.parametrize("sort", ["button_reply", "list_reply"])
    def test_a_pressed_button_or_row_brings_its_payload(self, sort: str) -> None:
        message = heard(type="interactive", interactive={"type": sort, sort: {"id": "p1", "title": "Yes"}})

        assert (message.kind, message.payload, message.text) == (MessageKind.BUTTON, "p1", "Yes")

    def test_a_templates_quick_reply_brings_its_payload(self) -> None:
        message = heard(type="button", button={"payload": "p1", "text": "Yes"})

        assert (message.kind, message.payload, message.text) == (MessageKind.BUTTON, "p1", "Yes")

    @pytest.mark.parametrize(
        ("sort", "kind"),
        [
            ("audio", MessageKind.VOICE),
            ("image", MessageKind.PICTURE),
            ("video", MessageKind.VIDEO),
            ("document", MessageKind.FILE),
            ("sticker", MessageKind.STICKER),
        ],
    )
    def test_media_is_kept_by_its_id(self, sort: str, kind: MessageKind) -> None:
        message = heard(type=sort, **{sort: {"id": "m1", "mime_type": "Audio/Ogg; codecs=opus", "caption": "see"}})

        assert (message.kind, message.text) == (kind, "see")
        assert message.media == (Media(kind, "m1", "audio/ogg; codecs=opus"),)

    @pytest.mark.parametrize("sort", ["order", "unsupported", "interactive", "invented_in_2031", ""])
    def test_what_we_do_not_know_is_unread_and_never_lost(self, sort: str) -> None:
        assert heard(type=sort).kind is MessageKind.UNREAD

    @pytest.mark.parametrize("sort", ["reaction", "edit", "revoke", "system", "request_welcome"])
    def test_reactions_edits_and_system_notes_are_silent(self, sort: str) -> None:
        assert not CLOUD.parse(FakeCloud().person_writes(type=sort)).messages

    def test_groups_are_silent(self) -> None:
        assert not CLOUD.parse(FakeCloud().person_writes(group_id="g1")).messages

    def test_a_message_to_another_number_of_ours_is_left_alone(self) -> None:
        other = WhatsAppCloud(replace(ACCOUNT, phone_id="999"))

        assert not other.parse(FakeCloud().person_writes()).messages

    def test_nuls_and_lone_surrogates_are_dropped(self) -> None:
        assert heard(text="a\0b\ud800c").text == "abc"

    @pytest.mark.parametrize(
        "text",
        ["", "{", "[]", "null", "3", "{}", '{"entry": 3}', "[" * 100_000, '{"a":' * 100_000],
        ids=["empty", "cut", "list", "null", "number", "nothing", "entry", "deep", "deep objects"],
    )
    def test_what_is_not_metas_shape_is_malformed(self, text: str) -> None:
        with pytest.raises(MalformedWebhook):
            CLOUD.parse(signed(text))

    @pytest.mark.parametrize(
        "entry",
        [[], [None], [{"changes": None}], [{"changes": [{}]}], [{"changes": [{"value": 1}]}],
         [{"changes": [{"value": {"messages": [None, 1, {}, {"type": []}], "statuses": {}, "contacts": "x"}}]}]],
        ids=str,
    )  # fmt: skip
    def test_holes_in_the_shape_are_silent(self, entry: list[object]) -> None:
        parsed = CLOUD.parse(signed(json.dumps({"entry": entry})))

        assert (parsed.messages, parsed.receipts, parsed.refusals) == ((), (), ())


class TestReceipts:
    @pytest.mark.parametrize(
        ("word", "status"),
        [
            ("sent", DeliveryStatus.SENT),
            ("delivered", DeliveryStatus.DELIVERED),
            ("read", DeliveryStatus.READ),
            ("played", DeliveryStatus.READ),
            ("failed", DeliveryStatus.FAILED),
        ],
    )
    def test_a_status_brings_our_own_id_back(self, word: str, status: DeliveryStatus) -> None:
        sent = {"id": "wamid.1", "to": PERSON, "biz_opaque_callback_data": "41"}

        (receipt,) = CLOUD.parse(FakeCloud().receipt(sent, word)).receipts

        assert (receipt.status, receipt.outbox_id, receipt.provider_id) == (status, 41, "wamid.1")

    @pytest.mark.parametrize("data", ["some data", "", "-1", "²", "9" * 30])
    def test_somebody_elses_tracker_is_no_id_of_ours(self, data: str) -> None:
        sent = {"id": "wamid.1", "to": PERSON, "biz_opaque_callback_data": data}

        assert CLOUD.parse(FakeCloud().receipt(sent, "sent")).receipts[0].outbox_id is None

    @pytest.mark.parametrize(("code", "refused"), [(131050, True), (131047, False), (130472, False)])
    def test_a_late_word_that_they_stopped_is_a_refusal(self, code: int, refused: bool) -> None:
        sent = {"id": "wamid.1", "to": PERSON, "biz_opaque_callback_data": "41"}

        parsed = CLOUD.parse(FakeCloud().receipt(sent, "failed", code))

        stopped = Refusal(ChannelName.WHATSAPP_CLOUD, PHONE_ID, f"+{PERSON}", updates_only=True)
        assert parsed.refusals == ((stopped,) if refused else ())
        assert PERSON not in str(parsed.receipts[0].reason)

    @pytest.mark.parametrize(("code", "closed"), [(131047, True), (131026, False)])
    def test_a_late_word_that_the_window_is_closed_is_marked(self, code: int, closed: bool) -> None:
        sent = {"id": "wamid.1", "to": PERSON, "biz_opaque_callback_data": "41"}

        assert CLOUD.parse(FakeCloud().receipt(sent, "failed", code)).receipts[0].window_closed is closed

    @pytest.mark.parametrize(("value", "stopped"), [("stop", True), ("resume", False), ("signup", False)])
    def test_stopping_marketing_messages_stops_updates_only(self, value: str, stopped: bool) -> None:
        preference = {"wa_id": PERSON, "category": "marketing_messages", "value": value}

        refusals = CLOUD.parse(a_webhook(a_value(user_preferences=[preference]))).refusals

        assert [refusal.updates_only for refusal in refusals] == ([True] if stopped else [])
