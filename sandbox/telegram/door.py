"""/bot<token>/<method> and /file/bot<token>/<path>: who asks what."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route, Router

from sandbox.accounts import Account
from sandbox.telegram import asking, changing, files, sending
from sandbox.telegram.bots import bot_of
from sandbox.telegram.errors import BotError, refusal
from sandbox.telegram.params import Params, read
from sandbox.web import reply
from sandbox.world import World, world_of

Method = Callable[[World, Account, Params], Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getme": asking.me,
    "setwebhook": asking.set_webhook,
    "deletewebhook": asking.delete_webhook,
    "getwebhookinfo": asking.webhook_info,
    "getupdates": asking.updates,
    "getfile": asking.file,
    "getchat": asking.read_chat,
    "getuserprofilephotos": asking.photos,
    "getbusinessconnection": asking.connection,
    "setmycommands": asking.agree,
    "getmycommands": asking.nothing,
    "deletemycommands": asking.agree,
    "setchatmenubutton": asking.agree,
    "sendmessage": sending.send_message,
    "sendmediagroup": sending.send_album,
    "sendlocation": lambda world, bot, params: sending.send_place(world, bot, params, "sendlocation"),
    "sendvenue": lambda world, bot, params: sending.send_place(world, bot, params, "sendvenue"),
    "sendcontact": sending.send_contact,
    "senddice": sending.send_dice,
    **{method: partial(sending.send_file, method=method) for method in files.KINDS},
    "sendchataction": changing.act,
    "editmessagetext": changing.edit_text,
    "editmessagecaption": changing.edit_caption,
    "editmessagereplymarkup": changing.edit_markup,
    "deletemessage": changing.delete,
    "setmessagereaction": changing.react,
    "answercallbackquery": changing.answer_tap,
    "readbusinessmessage": changing.read_business,
}


async def call(request: Request) -> Response:
    """Run a method; its name is read without regard to case."""
    world = world_of(request)
    try:
        bot = bot_of(world, request.path_params["token"])
        method = METHODS.get(request.path_params["method"].lower())
        if method is None:
            raise BotError(404, "Not Found: method not found")
        result = await method(world, bot, await read(request))
    except BotError as error:
        return refusal(error)
    return reply({"ok": True, "result": result})


async def download(request: Request) -> Response:
    """Hand out a file at the path that getFile named."""
    world = world_of(request)
    try:
        bot = bot_of(world, request.path_params["token"])
    except BotError as error:
        return refusal(error)
    parts = request.path_params["path"].split("/")
    media = world.media.find(parts[1]) if len(parts) == 3 and parts[0] == "files" else None
    if media is None or media.account != bot.account or not world.media.path(media).exists():
        return refusal(BotError(404, "Not Found"))
    return FileResponse(world.media.path(media), media_type="application/octet-stream")


async def unknown(_request: Request) -> Response:
    return refusal(BotError(404, "Not Found"))


router = Router(
    [
        Route("/file/bot{token}/{path:path}", download),
        Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/{rest:path}", unknown, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
    ]
)
