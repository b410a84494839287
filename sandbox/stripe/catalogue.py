"""Products and prices, and what a price comes to over a period."""

import calendar
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import StripeRefusal
from sandbox.stripe.shelf import Obj
from sandbox.stripe.wire import Params, flag, merged, number, required

INTERVALS = ("day", "week", "month", "year")


def create_product(desk: Desk, params: Params) -> Obj:
    product = desk.new("product", id=params.get("id", ""), name=required(params, "name"))
    if params.get("id") and desk.find(params["id"]):
        raise StripeRefusal("Product already exists.", code="resource_already_exists")
    product |= {"description": params.get("description"), "metadata": merged({}, params)}
    product |= {"tax_code": params.get("tax_code"), "updated": product["created"]}
    desk.put(product)
    desk.emit("product.created", product)
    return product


def create_price(desk: Desk, params: Params) -> Obj:
    """Make a price; `lookup_key` may be used once, `transfer_lookup_key` takes it from another."""
    product = params.get("product")
    if product is None and params.get("product_data"):
        product = create_product(desk, params["product_data"])["id"]
    product_id = desk.get("product", required({"product": product}, "product"))["id"]
    price = desk.new("price", product=product_id, currency=str(required(params, "currency")).lower())
    amount = params.get("unit_amount", params.get("unit_amount_decimal"))
    if amount is None:
        raise StripeRefusal("Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.")
    price |= {"unit_amount": int(Decimal(amount)), "unit_amount_decimal": str(amount)}
    price |= {"metadata": merged({}, params), "nickname": params.get("nickname")}
    price |= {"tax_behavior": params.get("tax_behavior", "unspecified")}
    price["recurring"] = _recurring(price["recurring"], params.get("recurring"))
    price["type"] = "recurring" if price["recurring"] else "one_time"
    if key := params.get("lookup_key"):
        _take_key(desk, key, is_taken_over=flag(params, "transfer_lookup_key"))
        price["lookup_key"] = key
    desk.put(price)
    desk.emit("price.created", price)
    return price


def _recurring(shape: Obj, given: Params | None) -> Obj | None:
    if not given:
        return None
    if given.get("interval") not in INTERVALS:
        raise StripeRefusal("Invalid recurring[interval].", param="recurring[interval]")
    count = number(given, "interval_count", 1)
    return {**shape, "interval": given["interval"], "interval_count": count}


def _take_key(desk: Desk, key: str, *, is_taken_over: bool) -> None:
    for price in desk.all("price"):
        if price["lookup_key"] == key:
            if not is_taken_over:
                message = f"A price with the lookup key `{key}` already exists."
                raise StripeRefusal(message, param="lookup_key")
            desk.put(price | {"lookup_key": None})


def price_of_line(desk: Desk, line: Params) -> Obj:
    """Return the price of a line item, made on the spot when only its data is given."""
    if line.get("price"):
        return desk.get("price", line["price"])
    return create_price(desk, required(line, "price_data"))


def end_of_period(start: int, recurring: Obj, anchor: int | None = None) -> int:
    """Return the Unix time one interval after `start`; months keep the day of `anchor` where they have it."""
    count = int(recurring["interval_count"])
    if recurring["interval"] in ("day", "week"):
        return start + count * (86400 if recurring["interval"] == "day" else 604800)
    months = count * (12 if recurring["interval"] == "year" else 1)
    at = datetime.fromtimestamp(start, UTC)
    day = datetime.fromtimestamp(anchor or start, UTC).day
    whole = at.year * 12 + at.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return int(at.replace(year=year, month=month, day=min(day, last)).timestamp())


def plan_of(price: Obj) -> dict[str, Any]:
    """Return the old-style plan that subscription items still carry beside their price."""
    recurring = price["recurring"] or {}
    return {
        "id": price["id"], "object": "plan", "active": price["active"], "amount": price["unit_amount"],
        "amount_decimal": price["unit_amount_decimal"], "billing_scheme": "per_unit",
        "created": price["created"], "currency": price["currency"], "interval": recurring.get("interval"),
        "interval_count": recurring.get("interval_count"), "livemode": False, "metadata": {}, "meter": None,
        "nickname": price["nickname"], "product": price["product"], "tiers_mode": None,
        "transform_usage": None, "trial_period_days": None, "usage_type": "licensed",
    }  # fmt: skip
