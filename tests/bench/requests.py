"""Requests as bytes, made before the clock starts: the load shares the machine with what it measures."""

import base64
import hashlib
import hmac
import json
from urllib.parse import urlencode
from uuid import uuid4

from tests.bench.turns import TURNS

# The account and token are those of the pretend Twilio that the sender talks to (`tests.doubles.twilio`).
TOKEN, SID, OURS, REST_TOKEN = "twilio-token", "AC" + "0" * 32, "+447700900000", "bench-rest-token"
_SMS = "/webhooks/twilio/sms"


def conversation(door: str, port: int, who: str) -> list[bytes]:
    """One resident's whole sign-up through that door."""
    if door == "rest":
        return [rest(who, words) for words, _ in TURNS]
    return [twilio(port, who, words) for words, _ in TURNS]


def rest(who: str, words: str) -> bytes:
    body = json.dumps({"sender": who, "message": words}).encode()
    return _post("/webhooks/rest/webhook", "application/json", body, f"Authorization: Bearer {REST_TOKEN}\r\n")


def twilio(port: int, who: str, words: str) -> bytes:
    """A webhook as Twilio sends it, with every field a text message has, signed for the server's public address."""
    form = {
        "ToCountry": "GB",
        "ToState": "",
        "SmsMessageSid": (sid := f"SM{uuid4().hex}"),
        "NumMedia": "0",
        "ToCity": "",
        "FromZip": "",
        "SmsSid": sid,
        "FromState": "",
        "SmsStatus": "received",
        "FromCity": "",
        "Body": words,
        "FromCountry": "GB",
        "To": OURS,
        "ToZip": "",
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": SID,
        "From": who,
        "ApiVersion": "2010-04-01",
    }
    signed = f"http://127.0.0.1:{port}{_SMS}" + "".join(key + form[key] for key in sorted(form))
    signature = base64.b64encode(hmac.new(TOKEN.encode(), signed.encode(), hashlib.sha1).digest()).decode()
    body = urlencode(form).encode()
    return _post(_SMS, "application/x-www-form-urlencoded", body, f"X-Twilio-Signature: {signature}\r\n")


def page(path: str, cookie: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode()


def _post(path: str, kind: str, body: bytes, more: str) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}{more}\r\n".encode() + body
