"""What each action of the trail is called, in the languages of the web app, and which part of the work it belongs to.

Who did it stands beside the sentence. `{name}` and the like are the entry's details; a part in square brackets is left
out when one of its details is missing. A test holds that every action that is recorded has its sentence.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from tenant_apps.workspace.activity.words import field_words, word


class Area(StrEnum):
    SIGN_IN = "sign_in"
    COMPANY = "company"
    TEAM = "team"
    CHANNELS = "channels"
    INBOX = "inbox"
    AGENT = "agent"
    KNOWLEDGE = "knowledge"
    CUSTOMERS = "customers"
    MONEY = "money"
    DATA = "data"
    OTHER = "other"


class Sentence(NamedTuple):
    area: Area
    en: str
    uk: str


_IN, _CO, _TEAM, _CH, _BOX = Area.SIGN_IN, Area.COMPANY, Area.TEAM, Area.CHANNELS, Area.INBOX
_AI, _KNOW, _WHO, _MONEY, _DATA = Area.AGENT, Area.KNOWLEDGE, Area.CUSTOMERS, Area.MONEY, Area.DATA
_OF = {"en": "[ “{name}”]", "uk": "[ «{name}»]"}
_WHAT = {"en": "[: {fields}]", "uk": "[: {fields}]"}


def _named(area: Area, en: str, uk: str) -> Sentence:
    """Return a sentence that ends with the thing's name and what was changed of it."""
    return Sentence(area, f"{en}{_OF['en']}{_WHAT['en']}", f"{uk}{_OF['uk']}{_WHAT['uk']}")


SENTENCES: dict[str, Sentence] = {
    "user.registered": Sentence(_IN, "Opened the workspace", "Відкрито робочий простір"),
    "user.signed_in": Sentence(_IN, "Signed in[ · {device}][ · {ip}]", "Вхід[ · {device}][ · {ip}]"),
    "user.session_ended": Sentence(_IN, "Ended a session", "Завершено сеанс"),
    "user.email_verified": Sentence(_IN, "Confirmed the e-mail address", "Підтверджено адресу пошти"),
    "user.email_changed": Sentence(_IN, "Changed the e-mail address", "Змінено адресу пошти"),
    "user.password_changed": Sentence(_IN, "Changed the password", "Змінено пароль"),
    "user.password_reset": Sentence(_IN, "Set a new password by e-mail", "Встановлено новий пароль через пошту"),
    "user.google_linked": Sentence(_IN, "Linked a Google account", "Приєднано обліковий запис Google"),
    "user.passkey_added": _named(_IN, "Added the passkey", "Додано ключ доступу"),
    "user.passkey_removed": _named(_IN, "Removed the passkey", "Вилучено ключ доступу"),
    "user.two_factor_on": Sentence(_IN, "Switched the second step on", "Увімкнено другий крок входу"),
    "user.two_factor_off": Sentence(_IN, "Switched the second step off", "Вимкнено другий крок входу"),
    "user.recovery_code_used": Sentence(_IN, "Signed in with a recovery code", "Вхід за кодом відновлення"),
    "user.recovery_codes_renewed": Sentence(_IN, "Renewed the recovery codes", "Оновлено коди відновлення"),
    "api_key.created": _named(_IN, "Made the API key", "Створено ключ API"),
    "api_key.revoked": _named(_IN, "Revoked the API key", "Відкликано ключ API"),
    "workspace.updated": Sentence(_CO, "Changed the company's card[: {fields}]", "Змінено картку компанії[: {fields}]"),
    "workspace.ownership_transferred": Sentence(
        _TEAM, "Made[ {name}] the owner", "Передано право власності[: {name}]"
    ),
    "tenant.renamed": Sentence(_CO, "Moved the workspace to another address", "Змінено адресу робочого простору"),
    "onboarding.step_left": Sentence(_CO, "Went on with setting up", "Виконано крок налаштування"),
    "onboarding.finished": Sentence(_CO, "Finished setting up", "Завершено налаштування"),
    "onboarding.dismissed": Sentence(_CO, "Put the first steps away", "Приховано перші кроки"),
    "workspace.moved": Sentence(
        _CO, "Moved the workspace to another address[: {to}]", "Змінено адресу робочого простору[: {to}]"
    ),
    "workspace.deletion_asked": Sentence(_CO, "Asked to delete the workspace", "Подано запит на видалення простору"),
    "workspace.kept": Sentence(_CO, "Kept the workspace after all", "Робочий простір вирішено залишити"),
    "workspace.exported": Sentence(_DATA, "Exported all data", "Вивантажено всі дані"),
    "workspace.export_deleted": Sentence(_DATA, "Deleted an export", "Видалено вивантаження"),
    "domain.added": Sentence(_CO, "Added the domain[ {domain}]", "Додано домен[ {domain}]"),
    "domain.removed": Sentence(_CO, "Removed the domain[ {domain}]", "Вилучено домен[ {domain}]"),
    "contacts.imported": Sentence(_WHO, "Imported customers from a table", "Імпортовано клієнтів із таблиці"),
    "service.created": _named(_CO, "Added the service", "Додано послугу"),
    "service.updated": _named(_CO, "Changed the service", "Змінено послугу"),
    "service.deleted": _named(_CO, "Deleted the service", "Видалено послугу"),
    "service.ordered": Sentence(_CO, "Put the price list into order", "Змінено порядок послуг"),
    "service.imported": Sentence(
        _CO,
        "Imported services from a table[: {created} new, {updated} changed]",
        "Імпортовано послуги з таблиці[: нових {created}, змінених {updated}]",
    ),
    "location.created": _named(_CO, "Added the location", "Додано локацію"),
    "location.updated": _named(_CO, "Changed the location", "Змінено локацію"),
    "location.deleted": _named(_CO, "Deleted the location", "Видалено локацію"),
    "opening_hours.updated": _named(_CO, "Changed the opening hours", "Змінено години роботи"),
    "opening_hours.deleted": _named(_CO, "Deleted the opening hours", "Видалено години роботи"),
    "member.updated": _named(_TEAM, "Changed what a member sees and can do", "Змінено налаштування працівника"),
    "member.joined": _named(_TEAM, "Joined the team", "Новий учасник команди"),
    "member.deactivated": _named(_TEAM, "Deactivated", "Деактивовано працівника"),
    "member.reactivated": _named(_TEAM, "Reactivated", "Знову активовано працівника"),
    "member.role_changed": Sentence(
        _TEAM, "Changed the role[ of {name}][: {from} → {to}]", "Змінено роль[ ({name})][: {from} → {to}]"
    ),
    "member.permissions_changed": Sentence(
        _TEAM, "Changed the permissions[ of {name}]", "Змінено дозволи[ ({name})]"
    ),
    "invitation.created": Sentence(_TEAM, "Invited[ {email}]", "Запрошено[ {email}]"),
    "invitation.link_created": Sentence(_TEAM, "Made an invitation link", "Створено посилання-запрошення"),
    "invitation.resent": Sentence(_TEAM, "Sent an invitation again", "Запрошення надіслано ще раз"),
    "invitation.revoked": Sentence(_TEAM, "Revoked an invitation", "Відкликано запрошення"),
    "team.created": _named(_TEAM, "Made the team", "Створено команду"),
    "team.updated": _named(_TEAM, "Changed the team", "Змінено команду"),
    "team.deleted": _named(_TEAM, "Deleted the team", "Видалено команду"),
    "channel.connected": _named(_CH, "Connected the channel", "Під’єднано канал"),
    "channel.disconnected": _named(_CH, "Disconnected the channel", "Від’єднано канал"),
    "label.created": _named(_BOX, "Made the label", "Створено мітку"),
    "label.updated": _named(_BOX, "Changed the label", "Змінено мітку"),
    "label.deleted": _named(_BOX, "Deleted the label", "Видалено мітку"),
    "inbox_settings.updated": Sentence(_BOX, "Changed the inbox rules", "Змінено правила вхідних"),
    "assignment_policy.created": _named(_BOX, "Made the assignment rule", "Створено правило призначення"),
    "assignment_policy.updated": _named(_BOX, "Changed the assignment rule", "Змінено правило призначення"),
    "assignment_policy.deleted": _named(_BOX, "Deleted the assignment rule", "Видалено правило призначення"),
    "sla_policy.updated": _named(_BOX, "Changed the promised answer times", "Змінено обіцяний час відповіді"),
    "sla_policy.deleted": _named(_BOX, "Deleted promised answer times", "Видалено обіцяний час відповіді"),
    "agent.settings_updated": _named(_AI, "Changed the assistant", "Змінено помічника"),
    "agent.account_updated": _named(_AI, "Changed the assistant of a channel", "Змінено помічника каналу"),
    "agent.prompt_written": Sentence(
        _AI, "Wrote the assistant's instructions[, version {version}]",
        "Написано інструкції помічника[, версія {version}]",
    ),
    "agent.draft_approved": Sentence(_AI, "Sent a draft of the assistant", "Надіслано чернетку помічника"),
    "agent.draft_replaced": Sentence(_AI, "Answered without the draft", "Надіслано власну відповідь замість чернетки"),
    "agent.draft_discarded": Sentence(_AI, "Discarded a draft of the assistant", "Відхилено чернетку помічника"),
    "evaluation.imported": Sentence(_AI, "Imported test questions", "Імпортовано контрольні запитання"),
    "document.uploaded": _named(_KNOW, "Uploaded the document", "Завантажено документ"),
    "document.deleted": _named(_KNOW, "Deleted the document", "Видалено документ"),
    "custom_field.updated": _named(_WHO, "Changed a customer field", "Змінено поле клієнта"),
    "custom_field.deleted": _named(_WHO, "Deleted a customer field", "Видалено поле клієнта"),
    "contact.blocked": _named(_WHO, "Blocked a customer", "Заблоковано клієнта"),
    "contact.unblocked": _named(_WHO, "Unblocked a customer", "Розблоковано клієнта"),
    "contact.merged": Sentence(_WHO, "Joined two customers", "Об’єднано двох клієнтів"),
    "contact.parted": Sentence(_WHO, "Parted two customers again", "Знову розділено двох клієнтів"),
    "contact.split": Sentence(_WHO, "Split a customer", "Розділено клієнта"),
    "plan.requested": Sentence(_MONEY, "Asked for another plan", "Подано запит на інший план"),
    "plan_request.approved": Sentence(_MONEY, "The request for another plan was approved", "Запит на план схвалено"),
    "plan_request.rejected": Sentence(_MONEY, "The request for another plan was declined", "Запит на план відхилено"),
    "plan_request.withdrawn": Sentence(_MONEY, "Withdrew the request for another plan", "Запит на план відкликано"),
    "billing.checkout_opened": Sentence(_MONEY, "Went to the checkout[: {plan}]", "Перехід до оплати[: {plan}]"),
    "billing.plan_changed": Sentence(_MONEY, "Changed the plan[: {plan}]", "Змінено план[: {plan}]"),
    "billing.canceled": Sentence(_MONEY, "Cancelled the plan", "План скасовано з кінця періоду"),
    "billing.resumed": Sentence(_MONEY, "Resumed the plan", "План поновлено"),
    "billing.code_activated": Sentence(_MONEY, "Used a code[: {plan}]", "Використано код активації[: {plan}]"),
    "connect.begun": Sentence(_MONEY, "Began to set payments up", "Розпочато налаштування оплат"),
    "payment.requested": Sentence(_MONEY, "Asked a customer for a payment", "Надіслано клієнту запит на оплату"),
    "payment.refunded": Sentence(_MONEY, "Gave money back to a customer", "Повернено кошти клієнту"),
    "log.exported": Sentence(_DATA, "Exported the activity log", "Експортовано журнал дій"),
}  # fmt: skip

_PREFIXES = {action.partition(".")[0]: sentence.area for action, sentence in SENTENCES.items()}
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PLACE = re.compile(r"\{(\w+)\}")


def sentence(action: str, details: Mapping[str, Any], language: str) -> str:
    """Return what happened in "uk" or "en"; an unknown action in its own words."""
    known = SENTENCES.get(action)
    if known is None:
        return action.replace(".", ": ").replace("_", " ").capitalize()
    shown = {
        name: field_words(value, language) if name == "fields" else word(value, language)
        for name, value in details.items()
    }
    text = known.uk if language == "uk" else known.en
    return _OPTIONAL.sub(lambda part: _filled(part[1], shown), text)


def _filled(part: str, shown: Mapping[str, str]) -> str:
    if not all(shown.get(name) for name in _PLACE.findall(part)):
        return ""
    return _PLACE.sub(lambda place: shown[place[1]], part)


def area_of(action: str) -> Area:
    known = SENTENCES.get(action)
    return known.area if known else _PREFIXES.get(action.partition(".")[0], Area.OTHER)


def actions_in(area: str) -> tuple[list[str], list[str]]:
    """Return the actions of an area, and the beginnings of those that have no sentence but belong there."""
    return (
        [action for action, sentence in SENTENCES.items() if sentence.area == area],
        [f"{prefix}." for prefix, of in _PREFIXES.items() if of == area],
    )


def actions_saying(text: str) -> list[str]:
    """Return the actions whose sentence has these words, in either language."""
    wanted = text.casefold()
    return [
        action
        for action, known in SENTENCES.items()
        if wanted in known.en.casefold() or wanted in known.uk.casefold()
    ]
