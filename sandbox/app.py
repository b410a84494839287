"""The sandbox as one ASGI app: vendors' paths, control API, the page."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox import dns, vendor_routes
from sandbox.control import machine, notices, people, tokens
from sandbox.mail.imap import imap_server
from sandbox.mail.smtp import smtp_server
from sandbox.meta import errors as page_errors
from sandbox.openai import errors as openai_errors
from sandbox.settings import Settings
from sandbox.stripe import control as stripe
from sandbox.web import Refused, SameOriginOnly, refusal
from sandbox.website import website
from sandbox.whatsapp import errors as meta_errors
from sandbox.world import build

PAGE = Path(__file__).parent / "page"
PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; frame-src 'self';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

CONTROL: list[BaseRoute] = [
    Route("/accounts/", people.accounts, methods=["GET", "POST"]),
    Route("/customers/", people.customers, methods=["GET", "POST"]),
    Route("/customers/{customer_id}/", people.customer, methods=["GET", "PATCH", "DELETE"]),
    Route("/customers/{customer_id}/say/", people.speak, methods=["POST"]),
    Route("/customers/{customer_id}/thread/", people.thread),
    Route("/customers/{customer_id}/seen/", people.seen, methods=["POST"]),
    Route("/deliver/", people.deliver, methods=["POST"]),
    Route("/media/", people.upload, methods=["POST"]),
    Route("/media/{media_id}/", machine.media),
    Route("/faults/", machine.faults, methods=["GET", "POST", "DELETE"]),
    Route("/faults/{fault_id:int}/", machine.fault, methods=["DELETE"]),
    Route("/calls/", machine.calls),
    Route("/mail/", machine.mail, methods=["GET", "DELETE"]),
    Route("/mail/{mail_id:int}/html/", machine.mail_html),
    Route("/notices/", notices.notices, methods=["POST"]),
    Route("/tokens/", tokens.tokens, methods=["GET", "POST"]),
    Route("/dns/", dns.records, methods=["GET", "PUT"]),
    Route("/settings/", machine.settings, methods=["GET", "PATCH"]),
    Route("/stripe/clock/", stripe.clock, methods=["GET", "POST"]),
    Route("/stripe/objects/", stripe.objects),
    Route("/stripe/resend/", stripe.resend, methods=["POST"]),
    Route("/stripe/accounts/{id}/", stripe.account, methods=["POST"]),
    Route("/reset/", machine.reset, methods=["POST"]),
    Route("/live/", machine.live),
]


async def page(_request: Request) -> Response:
    """GET /: the phones."""
    headers = {"content-security-policy": PAGE_POLICY, "cache-control": "no-cache"}
    return FileResponse(PAGE / "index.html", headers=headers)


class FreshFiles(StaticFiles):
    """Static files a browser asks about each time: there is no build step that could name versions."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # passed through as given
        response.headers["cache-control"] = "no-cache"
        return response


def create_app(settings: Settings) -> Starlette:
    """Build the app; its world opens the store at once and the mail ports when it starts."""
    world = build(settings)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with smtp_server(world), imap_server(world), dns.dns_server(world):
            worker = asyncio.create_task(world.webhooks.run())
            yield
            worker.cancel()
            world.hub.close()
            await world.webhooks.close()
            world.store.close()

    app = Starlette(
        routes=[
            Route("/", page),
            Route("/healthz", machine.health),
            Route("/website/{slug}", website),
            Mount("/control", routes=CONTROL, middleware=[Middleware(SameOriginOnly)]),
            *vendor_routes.ROUTES,
            Mount("/page", FreshFiles(directory=PAGE)),
        ],
        exception_handlers={
            Refused: refusal,
            meta_errors.MetaError: meta_errors.refusal,
            page_errors.GraphError: page_errors.refusal,
            openai_errors.OpenAIError: openai_errors.refusal,
        },
        lifespan=lifespan,
    )
    app.state.world = world
    return app
