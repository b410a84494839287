"""The other Graph objects a product reads: numbers, business accounts, subscriptions, tokens."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.accounts import Account
from sandbox.web import reply
from sandbox.whatsapp import uploads
from sandbox.whatsapp.auth import allowed, bearer, business, check_version, number
from sandbox.whatsapp.errors import MetaError, missing_object
from sandbox.whatsapp.sending import read_json
from sandbox.whatsapp.templates import TEMPLATES
from sandbox.world import world_of

PROFILE_FIELDS = ("about", "address", "description", "email", "websites", "vertical")
NUMBER_DEFAULT = (
    "verified_name",
    "code_verification_status",
    "display_phone_number",
    "quality_rating",
    "platform_type",
    "throughput",
)


async def read_object(request: Request) -> Response:
    """GET /{id}: a phone number, a business account or a media file."""
    object_id = request.path_params["object_id"]
    accounts = allowed(request)
    if account := next((a for a in accounts if a.account == object_id), None):
        return reply(_picked(request, _number(account), NUMBER_DEFAULT))
    if account := next((a for a in accounts if a.waba == object_id), None):
        return reply(_picked(request, _business(account), ("name", "timezone_id")))
    return await uploads.look_up(request, uploads.of_request(request))


async def delete_object(request: Request) -> Response:
    """DELETE /{media-id}."""
    media = uploads.of_request(request)
    world_of(request).media.delete(media)
    return reply({"success": True})


async def read_me(request: Request) -> Response:
    """GET /me: the version probe, and the name behind a token."""
    check_version(request)
    if not bearer(request):
        raise MetaError(2500)
    account = allowed(request)[0]
    return reply({"id": account.waba, "name": account.name})


async def list_numbers(request: Request) -> Response:
    """GET /{waba-id}/phone_numbers."""
    _world, accounts = business(request)
    return reply({"data": [_picked(request, _number(a), NUMBER_DEFAULT) for a in accounts]})


async def list_templates(request: Request) -> Response:
    """GET /{waba-id}/message_templates: the built-in approved templates."""
    business(request)
    query = request.query_params
    wanted = {key: query[key] for key in ("name", "status", "language", "category") if key in query}
    found = [t for t in TEMPLATES if all(t[key] == value for key, value in wanted.items())]
    return reply({"data": found, "paging": {"cursors": {"before": "MAZDZD", "after": "MjQZD"}}})


async def subscriptions(request: Request) -> Response:
    """GET, POST, DELETE /{waba-id}/subscribed_apps."""
    world, accounts = business(request)
    if request.method != "GET":
        world.accounts.subscribe(accounts[0].waba, is_on=request.method == "POST")
        return reply({"success": True})
    app = {"id": world.settings.app_id, "link": "https://www.facebook.com/games/?app_id=1", "name": "Parlor"}
    is_on = accounts[0].subscribed
    return reply({"data": [{"whatsapp_business_api_data": app}] if is_on else []})


async def register_number(request: Request) -> Response:
    """POST /{phone-number-id}/register and /deregister."""
    number(request)
    body = await read_json(request)
    if request.url.path.rstrip("/").endswith("/register"):
        pin = body.get("pin")
        if body.get("messaging_product") != "whatsapp":
            raise MetaError(100, "The parameter messaging_product is required.")
        if not isinstance(pin, str) or len(pin) != 6 or not pin.isdigit():
            raise MetaError(100, "Param pin must be a string of 6 digits.")
    return reply({"success": True})


async def business_profile(request: Request) -> Response:
    """GET, POST /{phone-number-id}/whatsapp_business_profile."""
    world, account = number(request)
    if request.method == "GET":
        return reply({"data": [{"messaging_product": "whatsapp", **account.profile}]})
    body = await read_json(request)
    unknown = sorted(set(body) - {"messaging_product", "profile_picture_handle", *PROFILE_FIELDS})
    if unknown:
        raise MetaError(100, f'Unexpected key "{unknown[0]}" on param "$".')
    world.accounts.save_profile(account, {key: body[key] for key in PROFILE_FIELDS if key in body})
    return reply({"success": True})


async def unknown_path(request: Request) -> Response:
    """Answer a path the sandbox does not know, after the token check."""
    allowed(request)
    raise missing_object(request.path_params["rest"].split("/")[0])


# Fields Meta knows but leaves out of the answer while they are empty.
EMPTY_FIELDS = frozenset(
    {
        "certificate",
        "conversational_automation",
        "country_code",
        "country_dial_code",
        "eligibility_for_api_business_global_search",
        "is_on_biz_app",
        "last_onboarded_time",
        "new_certificate",
        "new_name_status",
        "search_visibility",
        "webhook_configuration",
    }
)


def _number(account: Account) -> dict[str, Any]:
    return {
        "id": account.account,
        "verified_name": account.name,
        "display_phone_number": account.display_phone,
        "code_verification_status": "VERIFIED",
        "quality_rating": "GREEN",
        "quality_score": {"score": "GREEN"},
        "name_status": "APPROVED",
        "status": "CONNECTED",
        "platform_type": "CLOUD_API",
        "account_mode": "SANDBOX",
        "is_official_business_account": False,
        "is_pin_enabled": True,
        "is_preverified_number": False,
        "health_status": {"can_send_message": "AVAILABLE", "entities": []},
        "throughput": {"level": "STANDARD"},
        "whatsapp_business_manager_messaging_limit": "TIER_2K",
    }


def _business(account: Account) -> dict[str, Any]:
    return {
        "id": account.waba,
        "name": account.name,
        "timezone_id": "1",
        "currency": "UAH",
        "account_review_status": "APPROVED",
        "message_template_namespace": f"ns_{account.waba}",
    }


def _picked(request: Request, fields: dict[str, Any], default: tuple[str, ...]) -> dict[str, Any]:
    """Keep the fields asked for; one that does not exist is refused by name."""
    wanted = request.query_params.get("fields")
    names = [name.strip() for name in wanted.split(",")] if wanted else list(default)
    for name in names:
        if name not in fields and name not in EMPTY_FIELDS:
            raise MetaError(100, f"Tried accessing nonexisting field ({name}).")
    return {name: fields[name] for name in names if name in fields} | {"id": fields["id"]}
