"""WhatsApp's approved templates from `data/templates.yml`: which of the provider's goes for which of our names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.model.message import ChannelName, TemplateCall

FALLBACK = "en"  # when nobody has had the template approved in a person's language


class BrokenTemplates(ValueError):
    """`data/templates.yml` cannot be used; the message says where and how to mend it."""


@dataclass(frozen=True)
class Approved:
    """One template in one language: the provider's id for it and, for Meta, its language code there."""

    provider_id: str
    language: str


@dataclass(frozen=True)
class Templates:
    """`ids` by name, language and channel; `counts` how many values each name takes."""

    ids: Mapping[tuple[str, str, ChannelName], Approved] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)

    def call(self, name: str, language: str, channel: ChannelName, values: Sequence[str]) -> TemplateCall | None:
        """The template to send, in the person's language or else English; None when none is approved.

        Also None when `values` are not as many as it takes, or one is empty: WhatsApp would refuse it.
        """
        if len(values) != self.counts.get(name) or not all(value.strip() for value in values):
            return None
        wanted = (language, language.partition("-")[0], FALLBACK)
        found = next((self.ids[name, code, channel] for code in wanted if (name, code, channel) in self.ids), None)
        return TemplateCall(found.provider_id, found.language, _on_one_line(values)) if found else None


def read_templates(path: Path) -> Templates:
    """The templates in a file. Raises BrokenTemplates."""
    try:
        written = yaml.safe_load(path.read_text("utf-8")) or {}
    except yaml.YAMLError as problem:
        raise BrokenTemplates(f"{path.name} is not YAML: {problem}") from None
    if not isinstance(written, dict):
        raise BrokenTemplates(f"{path.name} needs template names, each with `values` and `languages`")
    ids: dict[tuple[str, str, ChannelName], Approved] = {}
    counts: dict[str, int] = {}
    for name, template in written.items():
        counts[name] = _count(path, name, template)
        for language, told in _languages(path, name, template).items():
            ids |= _approved(path, name, language, told)
    return Templates(ids, counts)


def _count(path: Path, name: str, template: Any) -> int:  # Any: whatever YAML holds
    values = template.get("values") if isinstance(template, dict) else None
    if not isinstance(values, list):
        raise BrokenTemplates(f"{path.name}: {name} needs `values`, the list of what goes into it")
    return len(values)


def _languages(path: Path, name: str, template: Mapping[str, Any]) -> Mapping[str, Any]:  # Any: as above
    languages = template.get("languages") or {}
    if not isinstance(languages, dict):
        raise BrokenTemplates(f"{path.name}: {name} needs `languages`, each with its ids")
    return languages


def _approved(
    path: Path,
    name: str,
    language: str,
    told: Any,  # Any: whatever YAML holds
) -> dict[tuple[str, str, ChannelName], Approved]:
    if not isinstance(told, dict):
        raise BrokenTemplates(f"{path.name}: {name} in {language} needs `twilio`, `meta` and `meta_language`")
    twilio, meta = (str(told.get(key) or "").strip() for key in ("twilio", "meta"))
    if twilio and not twilio.startswith("HX"):
        raise BrokenTemplates(f"{path.name}: {name} in {language}: Twilio's content sids begin with HX, not {twilio!r}")
    code = str(told.get("meta_language") or language).replace("-", "_")
    found = {ChannelName.WHATSAPP: Approved(twilio, language), ChannelName.WHATSAPP_CLOUD: Approved(meta, code)}
    return {(name, language, channel): one for channel, one in found.items() if one.provider_id}


def _on_one_line(values: Sequence[str]) -> tuple[str, ...]:
    """WhatsApp refuses a value with a line break, a tab or more than four spaces together."""
    return tuple(" ".join(value.split()) for value in values)
