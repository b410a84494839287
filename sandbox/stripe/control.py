"""/control/stripe/…: the clock, what there is, and events sent again."""

import json

from starlette.requests import Request
from starlette.responses import Response

from sandbox.store import iso
from sandbox.stripe import clockwork, connect
from sandbox.stripe.door import desk_of
from sandbox.stripe.shelf import shown
from sandbox.web import Refused, only, read_object, reply
from sandbox.world import world_of

KINDS = ("customer", "subscription", "invoice", "checkout.session", "charge", "account", "event")
LONGEST_S = 3 * 366 * 86400


async def clock(request: Request) -> Response:
    """GET Stripe's time; POST {"advance_s": n} or {"days": n} moves it ahead and does what falls due."""
    desk = desk_of(request)
    happened = 0
    if request.method == "POST":
        body = await read_object(request)
        only(body, "advance_s", "days")
        given = (body.get("advance_s", 0), body.get("days", 0))
        # Before anything is multiplied: a text times 86,400 is a long one.
        are_numbers = all(isinstance(each, int) and not isinstance(each, bool) for each in given)
        seconds = given[0] + given[1] * 86400 if are_numbers else 0
        if not 0 < seconds <= LONGEST_S:
            raise Refused("Give “advance_s” or “days”: ahead, by at most three years.")
        happened = clockwork.advance(desk.by_itself(""), desk.now() + seconds)
    return reply({"now": iso(desk.now()), "ahead_s": desk.shelf.ahead_s(), "happened": happened})


async def objects(request: Request) -> Response:
    """GET ?kind=subscription&account=acct_…: what the simulated Stripe holds, newest first."""
    kind = request.query_params.get("kind", "subscription")
    if kind not in KINDS:
        raise Refused(f"“kind” must be one of {', '.join(KINDS)}.")
    return reply(shown(world_of(request).stripe.all(kind, request.query_params.get("account", ""))))


async def resend(request: Request) -> Response:
    """POST {"ids": ["evt_…"]}: deliver events again, in the order given."""
    world, body = world_of(request), await read_object(request)
    only(body, "ids")
    ids, sent = body.get("ids") or [], 0
    if not isinstance(ids, list):
        raise Refused("“ids” must be a list of events.")
    for event_id in ids:
        account = world.stripe.owner(str(event_id))
        event = world.stripe.find(str(event_id), account or "")
        if event is None:
            raise Refused(f"There is no event “{event_id}”.", code="not_found", status=404)
        raw = json.dumps(event, indent=2).encode()
        world.webhooks.enqueue(raw, lane="stripe:again", platform="stripe", path="/webhook/stripe/")
        sent += 1
    return reply({"sent": sent})


async def account(request: Request) -> Response:
    """POST {"do": "finish" | "restrict"}: Stripe makes up its mind about a connected account."""
    body = await read_object(request)
    only(body, "do")
    acts = {"finish": connect.finish, "restrict": connect.restrict}
    if body.get("do") not in acts:
        raise Refused("“do” must be finish or restrict.")
    return reply(shown(acts[body["do"]](desk_of(request), request.path_params["id"])))
