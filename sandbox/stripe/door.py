"""/stripe/v1/…: the key, idempotency, errors, pages of lists and expanded fields that all calls share."""

import hashlib
import json
import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.stripe import clockwork
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import StripeRefusal
from sandbox.stripe.routes import find, included, listed
from sandbox.stripe.shelf import Obj, shown
from sandbox.stripe.wire import Params, decoded, number
from sandbox.world import world_of

VERSION = "2026-10-28.endive"
MOST_LISTED, USUALLY_LISTED, DEEPEST = 100, 10, 4
MAX_KEY = 255


async def answer(request: Request) -> Response:
    """Answer any call of the official client."""
    raw = (await request.body()).decode("utf-8", "replace")
    desk = desk_of(request, account=request.headers.get("stripe-account", ""))
    try:
        _check_key(request)
        return _once(request, desk, raw)
    except StripeRefusal as refusal:
        return _rendered(desk, refusal.status, {"error": refusal.error})


def desk_of(request: Request, *, account: str = "") -> Desk:
    world = world_of(request)
    return Desk(
        world.stripe,
        lambda body, lane: world.webhooks.enqueue(
            body, lane=lane, platform="stripe", path="/webhook/stripe/"
        ),
        world.settings.own_url,
        account,
    )


def _check_key(request: Request) -> None:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key:
        raise StripeRefusal("You did not provide an API key.", status=401)
    if not key.startswith(("sk_test_", "rk_test_")):
        raise StripeRefusal(f"Invalid API Key provided: {key[:7]}****{key[-4:]}", status=401)


def _once(request: Request, desk: Desk, raw: str) -> Response:
    key = request.headers.get("idempotency-key", "") if request.method == "POST" else ""
    if not key:
        return _rendered(desk, 200, _done(request, desk, raw))
    if len(key) > MAX_KEY:
        raise StripeRefusal(f"Idempotency-Key is longer than {MAX_KEY} characters.")
    desk.idempotency_key = key
    print_ = hashlib.sha256(f"{request.url.path}\n{raw}".encode()).hexdigest()
    if known := desk.shelf.answered(desk.account, key):
        if known["request"] != print_:
            message = (
                "Keys for idempotent requests can only be used with the parameters they were first used with."
            )
            raise StripeRefusal(message, kind="idempotency_error")
        return _response(desk, known["status"], known["body"], replayed=True)
    try:
        status, body = 200, json.dumps(_done(request, desk, raw))
    except StripeRefusal as refusal:
        if not refusal.is_kept:
            raise
        status, body = refusal.status, json.dumps({"error": refusal.error})
    desk.shelf.keep_answer(desk.account, key, print_, status, body)
    return _response(desk, status, body)


def _done(request: Request, desk: Desk, raw: str) -> Obj:
    if desk.account:
        desk.shelf.get("account", desk.account)
    clockwork.catch_up(desk)
    path = request.path_params["rest"]
    params = decoded(raw or request.url.query)
    what, ids = find(request.method, path)
    for name in params:
        if name not in what.takes:
            message = f"Received unknown parameter: {name}"
            raise StripeRefusal(message, code="parameter_unknown", param=name)
    result = what.act(desk, ids, params)
    if isinstance(result, list):
        result = _page(result, params, f"/v1/{path.strip('/')}")
    for field in params.get("expand") or []:
        _expand(desk, result, str(field).split("."))
    seen: Obj = shown(result)
    return seen


def _page(found: list[Obj], params: Params, url: str) -> Obj:
    limit = number(params, "limit", USUALLY_LISTED) or USUALLY_LISTED
    if not 1 <= limit <= MOST_LISTED:
        raise StripeRefusal("Invalid limit: must be between 1 and 100.", param="limit")
    ids = [each["id"] for each in found]
    for key in ("starting_after", "ending_before"):
        if params.get(key) and params[key] not in ids:
            raise StripeRefusal(f"No such object: '{params[key]}'", code="resource_missing", param=key)
    if params.get("created"):
        bounds = params["created"] if isinstance(params["created"], dict) else {}
        found = [each for each in found if _in_bounds(each["created"], bounds)]
        ids = [each["id"] for each in found]
    if params.get("ending_before"):
        at = ids.index(params["ending_before"])
        start = max(0, at - limit)
        return listed(found[start:at], url, has_more=start > 0)
    start = ids.index(params["starting_after"]) + 1 if params.get("starting_after") else 0
    return listed(found[start : start + limit], url, has_more=len(found) > start + limit)


def _in_bounds(at: int, bounds: dict[str, str]) -> bool:
    tests = {"gt": at.__gt__, "gte": at.__ge__, "lt": at.__lt__, "lte": at.__le__}
    return all(tests[name](int(value)) for name, value in bounds.items() if name in tests)


def _expand(desk: Desk, value: Any, names: list[str]) -> None:
    if len(names) > DEEPEST + 1:
        raise StripeRefusal("You cannot expand more than 4 levels of a property.", param="expand")
    if isinstance(value, list):
        for each in value:
            _expand(desk, each, names)
        return
    name, rest = names[0], names[1:]
    if name not in value:
        extra = included(desk, value, name) if "object" in value and value.get("id") else None
        if extra is None and value.get("object") not in ("invoice", "checkout.session"):
            message = f"This property cannot be expanded ({name})."
            raise StripeRefusal(message, param="expand")
        value[name] = extra
    if isinstance(value[name], str) and (found := desk.find(value[name]) or desk.shelf.find(value[name], "")):
        value[name] = found
    if rest and isinstance(value[name], dict | list):
        _expand(desk, value[name], rest)


def _rendered(desk: Desk, status: int, content: Obj) -> Response:
    return _response(desk, status, json.dumps(content))


def _response(desk: Desk, status: int, body: str, *, replayed: bool = False) -> Response:
    headers = {"request-id": desk.request_id or "req_" + secrets.token_hex(7), "stripe-version": VERSION}
    if desk.idempotency_key:
        headers["idempotency-key"] = desk.idempotency_key
    if replayed:
        headers["idempotent-replayed"] = "true"
    if desk.account:
        headers["stripe-account"] = desk.account
    return Response(body, status, headers, "application/json")
