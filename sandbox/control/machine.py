"""Faults, the call log, the mailbox, settings and reset."""

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse

from sandbox.control.people import limit_of
from sandbox.stripe.shelf import TABLES as STRIPE_TABLES
from sandbox.web import Refused, only, read_object, reply
from sandbox.world import world_of

# A mail's HTML runs nothing and fetches nothing; links open in a new tab.
MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox;"
    " default-src 'none'; style-src 'unsafe-inline'; img-src data:"
)
KEPT_ON_RESET = ("accounts", "tokens", "preferences", *STRIPE_TABLES)


async def faults(request: Request) -> Response:
    """GET the switches that are on; POST switches one on; DELETE switches all off."""
    world = world_of(request)
    if request.method == "POST":
        return reply(world.faults.switch_on(await read_object(request)), 201)
    if request.method == "DELETE":
        world.faults.switch_off(None)
        return Response(status_code=204)
    return reply(world.faults.all())


async def fault(request: Request) -> Response:
    """DELETE one switch."""
    world_of(request).faults.switch_off(int(request.path_params["fault_id"]))
    return Response(status_code=204)


async def calls(request: Request) -> Response:
    """GET the log after an id, oldest first; without ?after the newest calls."""
    after = request.query_params.get("after", "0")
    if not after.isdigit():
        raise Refused("“after” must be the id of a call.")
    return reply(world_of(request).calls.after(int(after), limit_of(request, 100, 500)))


async def mail(request: Request) -> Response:
    """GET mails (?to= one address), newest first; DELETE throws them away."""
    world, to = world_of(request), request.query_params.get("to", "")
    if request.method == "DELETE":
        world.mailbox.clear(to)
        world.hub.tell("mail")
        return Response(status_code=204)
    return reply(world.mailbox.list(to, limit_of(request, 100, 500)))


async def mail_html(request: Request) -> Response:
    """GET a mail's HTML, caged, for the page's frame."""
    html = world_of(request).mailbox.html(int(request.path_params["mail_id"]))
    if html is None:
        raise Refused("There is no such mail.", code="not_found", status=404)
    framed = '<base target="_blank"><meta name="referrer" content="no-referrer">' + html
    return HTMLResponse(
        framed, headers={"content-security-policy": MAIL_POLICY, "x-content-type-options": "nosniff"}
    )


async def media(request: Request) -> Response:
    """GET a file that travels in a thread, for the page."""
    world = world_of(request)
    found = world.media.find(request.path_params["media_id"])
    if found is None or not world.media.path(found).exists():
        raise Refused("There is no such file.", code="not_found", status=404)
    headers = {"content-security-policy": "sandbox; default-src 'none'", "x-content-type-options": "nosniff"}
    return FileResponse(world.media.path(found), media_type=found.mime, headers=headers)


async def settings(request: Request) -> Response:
    """GET or PATCH how the simulated world behaves."""
    world = world_of(request)
    if request.method == "PATCH":
        return reply(world.preferences.change(await read_object(request)))
    return reply(world.preferences.all())


async def reset(request: Request) -> Response:
    """POST: empty everything; accounts and settings stay unless {"everything": true}."""
    world, body = world_of(request), await read_object(request)
    only(body, "everything")
    tables = ["customers", "comments", "messages", "reactions", "deliveries", "calls", "mail", "faults"]
    world.store.clear(tables + (list(KEPT_ON_RESET) if body.get("everything") is True else []))
    world.media.clear()
    world.faults.switch_off(None)
    for kind in ("accounts", "customers", "mail", "calls", "settings"):
        world.hub.tell(kind)
    return reply({"reset": True})


async def live(request: Request) -> Response:
    """GET a stream of what changes, for the page."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(world_of(request).hub.stream(), media_type="text/event-stream", headers=headers)


async def health(request: Request) -> Response:
    """GET /healthz."""
    world = world_of(request)
    return reply({"status": "ok", "accounts": len(world.accounts.all()), "waiting": world.webhooks.waiting()})
