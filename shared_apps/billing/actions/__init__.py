"""Writes: everything that money does."""

from shared_apps.billing.actions.changing import cancel, change, preview, resume
from shared_apps.billing.actions.checkouts import open_checkout
from shared_apps.billing.actions.codes import make_codes, redeem
from shared_apps.billing.actions.connecting import dashboard_url, onboarding_url, sync_connect
from shared_apps.billing.actions.customers import portal_url
from shared_apps.billing.actions.incoming import apply, take
from shared_apps.billing.actions.payments import refund, request_payment
from shared_apps.billing.actions.syncing import sync_all, sync_plan

__all__ = [
    "apply",
    "cancel",
    "change",
    "dashboard_url",
    "make_codes",
    "onboarding_url",
    "open_checkout",
    "portal_url",
    "preview",
    "redeem",
    "refund",
    "request_payment",
    "resume",
    "sync_all",
    "sync_connect",
    "sync_plan",
    "take",
]
