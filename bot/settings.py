"""The environment, read once into one frozen Settings."""

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SAMPLE_SECRET = "a sample secret, for the demo only: set your own"  # noqa: S105  # refused outside the demo
EMBEDDED, RASA = "embedded", "rasa"
_PACKAGE = Path(__file__).parent


class WrongSetting(RuntimeError):
    """A setting is missing, half set or unreadable; the sentence names it and says what to do."""


class Settings(BaseSettings):
    """Every setting, by its name without `SAYBACK_`; the README's table says what each is for."""

    model_config = SettingsConfigDict(env_prefix="SAYBACK_", env_file=".env", extra="ignore", frozen=True)

    demo: bool = False
    database_url: str = "sqlite:///sayback.db"
    secret_key: SecretStr = SecretStr(SAMPLE_SECRET)
    public_url: str = "http://127.0.0.1:8000"
    organisation: str = "Sayback"
    timezone: str = "Europe/London"
    languages: Annotated[tuple[str, ...], NoDecode] = ("en", "bn")
    data: Path | None = None
    executor_id: str = "one"
    quiet_hours: str = "20:00-09:00"
    most_a_minute: int = Field(default=100, ge=1)
    unknown_policy: Annotated[dict[str, str], NoDecode] = Field(default_factory=dict)

    twilio_account_sid: str = ""
    twilio_auth_token: SecretStr = SecretStr("")
    twilio_sms_from: str = ""
    twilio_messaging_service: str = ""
    twilio_whatsapp_from: str = ""
    twilio_api_url: str = ""
    twilio_sms_pace: float = 1.0
    twilio_whatsapp_pace: float = 80.0

    telegram_token: SecretStr = SecretStr("")
    telegram_secret: SecretStr = SecretStr("")
    telegram_api_url: str = ""
    telegram_pace: float = 30.0

    whatsapp_phone_id: str = ""
    whatsapp_token: SecretStr = SecretStr("")
    whatsapp_app_secret: SecretStr = SecretStr("")
    whatsapp_verify_token: SecretStr = SecretStr("")
    whatsapp_api_url: str = ""
    whatsapp_pace: float = 80.0

    nlu: str = EMBEDDED
    nlu_extras: Annotated[tuple[str, ...], NoDecode] = ()
    rasa_url: str = Field(default="", repr=False)  # it may hold Rasa's token

    rest_token: SecretStr = SecretStr("")
    metrics_token: SecretStr = SecretStr("")

    @field_validator("languages", "nlu_extras", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("unknown_policy", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = dict(part.split("=", 1) for part in value.replace(" ", "").split(",") if "=" in part)
        wrong = [policy for policy in pairs.values() if policy not in ("park", "resend")]
        if wrong or not pairs:
            raise ValueError(f"{value!r} is not like `sms=park,telegram=resend`")
        return pairs

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value!r} is not a time zone: give one like Europe/London") from error
        return value

    @field_validator("quiet_hours")
    @classmethod
    def _two_times(cls, value: str) -> str:
        try:
            begin, end = value.split("-")
            time.fromisoformat(begin), time.fromisoformat(end)
        except ValueError as error:
            raise ValueError(f"{value!r} is not like 20:00-09:00") from error
        return value

    @field_validator("nlu")
    @classmethod
    def _known_engine(cls, value: str) -> str:
        if value not in (EMBEDDED, RASA):
            raise ValueError(f"{value!r} is neither {EMBEDDED} nor {RASA}")
        return value

    @field_validator("rasa_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        shown = value.partition("?")[0].rpartition("@")[2]  # the rest may be a token or a password
        if value and not _is_web_address(value):
            raise ValueError(f"{shown!r} is not the address of a server: give one like http://127.0.0.1:5005")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _whole_channel("Twilio", self._twilio_needs())
        _whole_channel(
            "Telegram", {"TELEGRAM_TOKEN": bool(_secret(self.telegram_token))}, _secret(self.telegram_secret)
        )
        _whole_channel("WhatsApp Cloud API", self._whatsapp_needs())
        _whole_rasa(self.nlu, self.rasa_url)
        if not self.demo and self.secret_key.get_secret_value() == SAMPLE_SECRET:
            raise ValueError("SAYBACK_SECRET_KEY is not set: give it a long random text and keep it safe")
        if len(self.secret_key.get_secret_value()) < 32:
            raise ValueError("SAYBACK_SECRET_KEY is too short: it needs at least 32 characters")
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def model_file(self) -> Path:
        """Where `sayback train` writes, and where the understanding is looked for before the one shipped."""
        return (self.data or Path()) / "understanding.npz"

    @property
    def data_folder(self) -> Path:
        """The edited copy if set, else the folder in the wheel, else the one in the source tree."""
        packed = _PACKAGE / "data"
        return self.data or (packed if packed.is_dir() else _PACKAGE.parent / "data")

    def _twilio_needs(self) -> dict[str, bool]:
        senders = self.twilio_sms_from or self.twilio_messaging_service or self.twilio_whatsapp_from
        return {
            "TWILIO_ACCOUNT_SID": bool(self.twilio_account_sid),
            "TWILIO_AUTH_TOKEN": bool(_secret(self.twilio_auth_token)),
            "TWILIO_SMS_FROM, TWILIO_MESSAGING_SERVICE or TWILIO_WHATSAPP_FROM": bool(senders),
        }

    def _whatsapp_needs(self) -> dict[str, bool]:
        return {
            "WHATSAPP_PHONE_ID": bool(self.whatsapp_phone_id),
            "WHATSAPP_TOKEN": bool(_secret(self.whatsapp_token)),
            "WHATSAPP_APP_SECRET": bool(_secret(self.whatsapp_app_secret)),
            "WHATSAPP_VERIFY_TOKEN": bool(_secret(self.whatsapp_verify_token)),
        }


def read_settings(**given: object) -> Settings:
    """The settings of this process. Raises WrongSetting with one sentence a problem."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        raise WrongSetting("; ".join(_sentence(problem) for problem in error.errors())) from None


def _sentence(problem: object) -> str:
    where = ".".join(str(part) for part in problem["loc"])  # type: ignore[index]  # pydantic's own record
    what = str(problem["msg"]).removeprefix("Value error, ")  # type: ignore[index]  # as above
    return f"SAYBACK_{where.upper()}: {what}" if where else what


def _whole_channel(name: str, needs: dict[str, bool], more: str = "") -> None:
    if any(needs.values()) or more:
        missing = [f"SAYBACK_{setting}" for setting, there in needs.items() if not there]
        if missing:
            raise ValueError(f"{name} is half set: {' and '.join(missing)} missing; set it, or unset the others")


def _whole_rasa(engine: str, url: str) -> None:
    if engine == RASA and not url:
        raise ValueError("SAYBACK_RASA_URL is not set: SAYBACK_NLU=rasa needs it, such as http://127.0.0.1:5005")
    if url and engine != RASA:
        raise ValueError("SAYBACK_RASA_URL is set and SAYBACK_NLU is not rasa: set that too, or unset the address")


def _is_web_address(url: str) -> bool:
    try:
        place = urlsplit(url)
        port = place.port or 1  # reading it checks it
    except ValueError:
        return False
    whole = bool(place.hostname) and "@" not in place.netloc and url.isascii() and not re.search(r"[\s#]", url)
    return whole and place.scheme in ("http", "https") and port > 0


def _secret(value: SecretStr) -> str:
    return value.get_secret_value()
