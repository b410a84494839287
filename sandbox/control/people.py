"""Accounts, customers, what they say and what they see."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from sandbox.platforms import ALL, platform_of
from sandbox.thread import thread_of
from sandbox.web import Refused, only, read_object, reply, text_of
from sandbox.webhooks import Outcome, meta_bytes
from sandbox.world import world_of

STRIPE = "stripe"


async def accounts(request: Request) -> Response:
    """GET every account; POST registers one (idempotent)."""
    world = world_of(request)
    if request.method == "GET":
        return reply([account.shown() for account in world.accounts.all()])
    body = await read_object(request)
    account, is_new = world.accounts.register(body, platform_of(body.get("platform", "whatsapp")))
    return reply(account.shown(), 201 if is_new else 200)


async def customers(request: Request) -> Response:
    """GET every customer; POST creates one, or returns the one with this address."""
    world = world_of(request)
    if request.method == "GET":
        wanted, platform = request.query_params.get("account"), request.query_params.get("platform")
        previews = world.messages.previews()
        found = [
            c for c in world.customers.all() if wanted in (None, c.account) and platform in (None, c.platform)
        ]
        return reply([{**c.shown(), "last": previews.get(c.id)} for c in found])
    body = await read_object(request)
    customer, is_new = world.customers.create(body, platform_of(body.get("platform", "whatsapp")))
    return reply(customer.shown(), 201 if is_new else 200)


async def customer(request: Request) -> Response:
    """GET, PATCH or DELETE one customer."""
    world, customer_id = world_of(request), request.path_params["customer_id"]
    if request.method == "PATCH":
        rules = ALL[world.customers.get(customer_id).platform]
        return reply(world.customers.change(customer_id, await read_object(request), rules).shown())
    if request.method == "DELETE":
        world.customers.delete(customer_id)
        return Response(status_code=204)
    return reply(world.customers.get(customer_id).shown())


async def speak(request: Request) -> Response:
    """POST what the customer does; answers with the product's status for the signed webhook."""
    world = world_of(request)
    speaker = world.customers.get(request.path_params["customer_id"])
    said = await ALL[speaker.platform].say(world, speaker, await read_object(request))
    return reply({"id": said.id, **outcome_of(said.outcome)})


async def thread(request: Request) -> Response:
    """GET what the phone shows. Looking marks as read, unless ?peek=1."""
    world = world_of(request)
    owner = world.customers.get(request.path_params["customer_id"])
    items = thread_of(world, owner, limit_of(request, 200, 1000))
    if request.query_params.get("peek") != "1":
        ALL[owner.platform].look_at(world, owner)
    return reply(items)


async def seen(request: Request) -> Response:
    """POST: someone looks at the phone now."""
    world = world_of(request)
    owner = world.customers.get(request.path_params["customer_id"])
    count = ALL[owner.platform].look_at(world, owner)
    return reply({"read": count})


async def deliver(request: Request) -> Response:
    """POST a raw body once, signed (or wrongly, or not at all); nothing is retried.

    `account` names the account whose address and secret a platform needs that has one of each per account; without
    it the one that the body names, or the first.
    """
    world, body = world_of(request), await read_object(request)
    only(body, "platform", "body", "signature", "account")
    name, signed = body.get("platform", "whatsapp"), body.get("signature", "valid")
    if signed not in ("valid", "wrong", "none"):
        raise Refused("“signature” must be valid, wrong or none.")
    if "body" not in body:
        raise Refused("“body” is required: an object, or a string that is sent exactly as it is.")
    raw = body["body"].encode() if isinstance(body["body"], str) else meta_bytes(body["body"])
    if name == STRIPE:
        # No phones, but webhooks of its own.
        return reply(outcome_of(await world.webhooks.post_raw(STRIPE, raw, signed)))
    platform = platform_of(name)
    account = text_of(body, "account", "") or platform.account_for(world, raw)
    path, headers = platform.deliver_headers(world, account, raw, signed)
    return reply(outcome_of(await world.webhooks.post_raw(platform.name, raw, signed, path, headers)))


async def upload(request: Request) -> Response:
    """POST multipart {account, platform?, file}: a file a customer is about to send."""
    world = world_of(request)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Refused("Send the file as multipart/form-data.")
    async with request.form(max_files=1) as form:
        account, file = str(form.get("account", "")), form.get("file")
        if world.accounts.find(account, str(form.get("platform", "whatsapp"))) is None:
            raise Refused("No such account.", code="unknown_account")
        if file is None or isinstance(file, str):
            raise Refused("“file” is required.")
        mime = file.content_type or "application/octet-stream"
        media = world.media.add(account, mime, file.filename or "file", await file.read())
    return reply(msgspec.to_builtins(media), 201)


def outcome_of(outcome: Outcome) -> dict[str, object]:
    """Return how the product took a webhook."""
    return {"status": outcome.status, "ms": outcome.ms, "note": outcome.note}


def limit_of(request: Request, default: int, most: int) -> int:
    raw = request.query_params.get("limit", str(default))
    if not raw.isdigit() or not 1 <= int(raw) <= most:
        raise Refused(f"“limit” must be 1 to {most}.")
    return int(raw)
