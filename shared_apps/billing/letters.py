"""E-mails about money, to those who decide about the plan, each in their language; each is sent once."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import override

from shared_apps.billing.models import BillingAccount, Letter, Payment, PaymentState
from shared_apps.billing.money import to_decimal
from shared_apps.plans.choices import State
from shared_apps.plans.selectors import subscription_of
from tenants.every import visiting
from tenants.hosts import url_of

WORDS = {
    "failed": {
        "en": (
            "We could not charge your card",
            "The payment of {amount} for {workspace} did not go through. Nothing has stopped: everything works until"
            " {until}. Pay now or use another card, and all is well.",
            "Pay now",
        ),
        "uk": (
            "Не вдалося списати оплату з картки",
            "Оплата {amount} за {workspace} не пройшла. Нічого не зупинено: усе працює до {until}. Сплатіть зараз або"
            " вкажіть іншу картку — і все гаразд.",
            "Сплатити",
        ),
    },
    "receipt": {
        "en": (
            "Your receipt for {amount}",
            "Thank you. We received {amount} for {workspace}.",
            "See the invoice",
        ),
        "uk": (
            "Ваша квитанція на {amount}",
            "Дякуємо. Ми отримали {amount} за {workspace}.",
            "Переглянути рахунок",
        ),
    },
    "trial": {
        "en": (
            "Your trial ends on {until}",
            "The trial of {workspace} ends on {until}. Then the card you gave is charged for the first time. If you"
            " would rather not go on, cancel before; nothing of yours is deleted.",
            "See my plan",
        ),
        "uk": (
            "Пробний період завершується {until}",
            "Пробний період {workspace} завершується {until}. Тоді з вашої картки вперше буде списано оплату. Якщо не"
            " хочете продовжувати, скасуйте раніше — ваші дані залишаться.",
            "Мій план",
        ),
    },
}


def write_for(account: BillingAccount, kind: str, object_id: str) -> None:
    """Write what an event gives reason to, judged by what was read of it just now."""
    if kind == "invoice.payment_failed":
        payment = _payment(account, object_id)
        if payment and payment.state == PaymentState.FAILED:
            mark = payment.next_try_at.isoformat() if payment.next_try_at else "last"
            _send(account, "failed", f"failed:{object_id}:{mark}", payment)
    elif kind == "invoice.paid":
        payment = _payment(account, object_id)
        if payment and payment.state == PaymentState.PAID:
            _send(account, "receipt", f"receipt:{object_id}", payment)
    elif kind == "customer.subscription.trial_will_end":
        ours = subscription_of(account.tenant_id)
        if ours is not None and ours.state == State.TRIAL and ours.cancel_at is None:
            _send(account, "trial", f"trial:{object_id}", None)


def _payment(account: BillingAccount, invoice_id: str) -> Payment | None:
    return Payment.objects.filter(tenant=account.tenant_id, external_id=invoice_id).first()


class Reader(Protocol):
    """A member, as far as a letter needs one."""

    @property
    def id(self) -> UUID: ...

    email: str
    language: str


def _readers(account: BillingAccount) -> Sequence[Reader]:
    with visiting(account.tenant):
        found: Sequence[Reader] = import_string(settings.MONEY_PEOPLE)("plan.manage")
    return found


def _send(account: BillingAccount, kind: str, key: str, payment: Payment | None) -> None:
    for reader in _readers(account):
        _send_to(reader, account, kind, f"{key}:{reader.id}", payment)


@transaction.atomic
def _send_to(reader: Reader, account: BillingAccount, kind: str, key: str, payment: Payment | None) -> None:
    """Send a letter and note it together: one that could not be sent is sent at the next try."""
    _, is_new = Letter.objects.get_or_create(tenant=account.tenant, key=key)
    if not is_new:
        return
    language = reader.language if reader.language in WORDS[kind] else "en"
    subject, text, button = WORDS[kind][language]
    link = (
        payment.receipt_url
        if payment and payment.receipt_url
        else url_of(account.tenant.slug) + "/settings/billing"
    )
    with override(language):
        names = {"workspace": account.tenant.name, "amount": _amount(payment), "until": _until(account, kind)}
        lines = [text.format(**names)]
        shown = {"language": language, "lines": lines, "link": link, "button": button}
        html = render_to_string("billing/letters/letter.html", shown)
    letter = EmailMultiAlternatives(
        subject.format(**names), f"{lines[0]}\n\n{button}: {link}\n", to=[reader.email]
    )
    letter.attach_alternative(html, "text/html")
    letter.send()


def _amount(payment: Payment | None) -> str:
    if payment is None:
        return ""
    return f"{to_decimal(payment.amount, payment.currency)} {payment.currency.upper()}"


def _until(account: BillingAccount, kind: str) -> str:
    ours = subscription_of(account.tenant_id)
    at = ours and (ours.trial_ends_at if kind == "trial" else ours.grace_ends_at)
    return date_format(at, "j E Y") if at else ""
