"""Connected accounts and their onboarding."""

from copy import deepcopy

from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import StripeRefusal
from sandbox.stripe.shelf import Obj
from sandbox.stripe.wire import Params, merged, one_of, required

LINK_S = 300
WANTED = ["business_profile.url", "external_account", "tos_acceptance.date", "tos_acceptance.ip"]


def create(desk: Desk, params: Params) -> Obj:
    """POST /v1/accounts."""
    if params.get("type") and params.get("controller"):
        raise StripeRefusal("You may only specify one of these parameters: type, controller.")
    account = desk.new("account", country=params.get("country", "US"), email=params.get("email"))
    account |= {"metadata": merged({}, params), "business_type": params.get("business_type")}
    account["business_profile"] |= params.get("business_profile") or {}
    account["capabilities"] = dict.fromkeys(params.get("capabilities") or {}, "inactive")
    account["external_accounts"]["url"] = f"/v1/accounts/{account['id']}/external_accounts"
    account["requirements"] |= {"currently_due": WANTED, "eventually_due": WANTED, "past_due": WANTED}
    account["requirements"]["disabled_reason"] = "requirements.past_due"
    return desk.shelf.put(account, "")


def link(desk: Desk, params: Params) -> Obj:
    """POST /v1/account_links: an address that works once, for five minutes."""
    account = desk.shelf.get("account", required(params, "account"))
    one_of(params, "type", ("account_onboarding", "account_update"), "")
    made = desk.new("account_link", expires_at=desk.now() + LINK_S)
    key = desk.shelf.new("event")["id"].replace("evt_", "alnk_")
    ticket = {"id": key, "object": "_ticket", "account": account["id"], "expires_at": made["expires_at"]}
    ticket |= {
        "return_url": required(params, "return_url"),
        "refresh_url": required(params, "refresh_url"),
    }
    desk.shelf.put(ticket, "")
    made["url"] = f"{desk.own_url}/stripe/connect/{key}"
    return made


def finish(desk: Desk, account_id: str) -> Obj:
    """The owner has filled in everything: the account may charge and be paid out."""
    account = desk.shelf.get("account", account_id)
    before = deepcopy(account)
    account |= {"charges_enabled": True, "payouts_enabled": True, "details_submitted": True}
    account["capabilities"] = dict.fromkeys(account["capabilities"], "active")
    account["requirements"] |= {"currently_due": [], "eventually_due": [], "past_due": []}
    account["requirements"]["disabled_reason"] = None
    return _saved(desk, account, before)


def restrict(desk: Desk, account_id: str) -> Obj:
    """Stripe wants to know more: charges stop until then."""
    account = desk.shelf.get("account", account_id)
    before = deepcopy(account)
    account |= {"charges_enabled": False, "payouts_enabled": False}
    account["requirements"] |= {
        "currently_due": ["individual.verification.document"],
        "past_due": ["individual.verification.document"],
        "disabled_reason": "requirements.past_due",
    }
    return _saved(desk, account, before)


def _saved(desk: Desk, account: Obj, before: Obj) -> Obj:
    desk.shelf.put(account, "")
    desk.by_itself(account["id"]).emit("account.updated", account, before)
    return account
