"""What a platform tells a business beside messages, on demand."""

from starlette.requests import Request
from starlette.responses import Response

from sandbox.control.people import outcome_of
from sandbox.web import Refused, read_object, reply, text_of
from sandbox.whatsapp.notices import tell
from sandbox.world import world_of


async def notices(request: Request) -> Response:
    """POST {account, notice, …options} or {account, field, value}: a WhatsApp account's notice."""
    world, body = world_of(request), await read_object(request)
    account = world.accounts.find(text_of(body, "account"))
    if account is None:
        raise Refused("No such account.", code="unknown_account")
    rest = {key: value for key, value in body.items() if key not in ("account", "platform")}
    return reply(outcome_of(await tell(world, account, rest)))
