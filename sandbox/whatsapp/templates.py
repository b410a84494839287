"""The approved templates of every sandbox account, and the checks of a template message."""

import re
from dataclasses import dataclass
from typing import Any

from sandbox.whatsapp.errors import MetaError
from sandbox.whatsapp.fields import Check, listing, mapping, mapping_of_anything, one_of, text

PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Template:
    """One approved template with positional parameters."""

    name: str
    language: str
    category: str
    body: str
    quick_replies: tuple[str, ...] = ()

    @property
    def parameter_count(self) -> int:
        return len(set(PLACEHOLDER.findall(self.body)))

    def shown(self, number: int) -> dict[str, Any]:
        """Return the shape of GET /{waba}/message_templates."""
        components: list[dict[str, Any]] = [{"type": "BODY", "text": self.body}]
        if self.quick_replies:
            buttons = [{"type": "QUICK_REPLY", "text": label} for label in self.quick_replies]
            components.append({"type": "BUTTONS", "buttons": buttons})
        return {
            "id": str(5_000_000_000_000_000 + number),
            "name": self.name,
            "language": self.language,
            "category": self.category,
            "status": "APPROVED",
            "components": components,
        }


TEMPLATES = (
    Template("hello_world", "en_US", "UTILITY", "Welcome! This message confirms that your number works."),
    Template(
        "appointment_reminder",
        "uk",
        "UTILITY",
        "{{1}}, нагадуємо про ваш візит {{2}}. Чекаємо на вас!",
        ("Буду", "Перенести"),
    ),
    Template(
        "appointment_reminder",
        "en",
        "UTILITY",
        "{{1}}, a reminder of your visit {{2}}. See you soon!",
        ("I will come", "Reschedule"),
    ),
    Template(
        "seasonal_offer",
        "uk",
        "MARKETING",
        "{{1}}, для вас знижка {{2}} до кінця тижня.",
        ("Записатися", "Не надсилати"),
    ),
)

_amount = mapping_of_anything
_parameter_kinds: dict[str, Check] = {
    "text": text(1024),
    "payload": text(128),
    "currency": _amount,
    "date_time": _amount,
    "image": _amount,
    "video": _amount,
    "document": _amount,
    "location": _amount,
    "coupon_code": text(15),
    "action": _amount,
    "parameter_name": text(100),
}
_parameter_types = [kind for kind in _parameter_kinds if kind != "parameter_name"]
_parameter = mapping({"type": one_of(*_parameter_types)}, _parameter_kinds)
_component = mapping(
    {"type": one_of("header", "body", "button")},
    {
        "parameters": listing(_parameter, most=100, least=0),
        "sub_type": one_of("quick_reply", "url", "copy_code", "flow"),
        "index": lambda _value, _path: None,
    },
)
check_template = mapping(
    {
        "name": text(512),
        "language": mapping({"code": text(15)}, {"policy": one_of("deterministic")}),
    },
    {"components": listing(_component, most=20, least=0)},
)


def filled(content: dict[str, Any]) -> tuple[str, list[dict[str, str]]]:
    """Return the text a phone shows and its quick replies [{"id": payload, "title"}]; raises MetaError."""
    name, language = content["name"], content["language"]["code"]
    template = next((t for t in TEMPLATES if (t.name, t.language) == (name, language)), None)
    if template is None:
        raise MetaError(132001, f"template name ({name}) does not exist in {language}")
    components = content.get("components") or []
    values = [_words(p) for c in components if c["type"] == "body" for p in c.get("parameters", [])]
    if len(values) != template.parameter_count:
        expected = template.parameter_count
        raise MetaError(
            132000, f"body: number of localizable_params ({len(values)}) does not match {expected}"
        )
    words = iter(values)
    body = PLACEHOLDER.sub(lambda _found: next(words), template.body)
    return body, _buttons(template, components)


def _words(parameter: dict[str, Any]) -> str:
    content = parameter.get(parameter["type"], "")
    return str(content.get("fallback_value", "")) if isinstance(content, dict) else str(content)


def _buttons(template: Template, components: list[dict[str, Any]]) -> list[dict[str, str]]:
    payloads = {
        str(c.get("index")): c["parameters"][0].get("payload", "")
        for c in components
        if c["type"] == "button" and c.get("sub_type") == "quick_reply" and c.get("parameters")
    }
    labels = enumerate(template.quick_replies)
    return [{"id": payloads.get(str(index)) or label, "title": label} for index, label in labels]
