"""The vendors' pages where a person lets the product in: which accounts, yes or no."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sandbox.accounts import Account
from sandbox.meta import oauth
from sandbox.meta.consent_words import words_for
from sandbox.meta.pages import PLATFORMS
from sandbox.platform import digits
from sandbox.platforms import ALL
from sandbox.world import World, world_of

# How long a code lives, by flow. Meta tells 30 seconds for the embedded signup.
CODE_LIFETIME_S = {"facebook": 600, "instagram": 3600, "whatsapp": 30}
BRANDS = {"facebook": "Facebook", "instagram": "Instagram", "whatsapp": "WhatsApp Business"}
# No script, no frame; a form may end at the product, whichever host that is.
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the page: what is granted by ticking it."""

    id: str
    name: str
    detail: str
    accounts: tuple[str, ...]


async def facebook(request: Request) -> Response:
    """GET, POST /dialog/<version>/dialog/oauth: pages, or WhatsApp numbers when the scopes ask for those."""
    query = request.query_params
    is_whatsapp = "whatsapp_business" in query.get("scope", "") or _path(query).rstrip("/").endswith(
        "/whatsapp/callback"
    )
    flow = "whatsapp" if is_whatsapp else "facebook"
    return await _dialog(request, flow, world_of(request).settings.app_id)


async def instagram(request: Request) -> Response:
    """GET, POST /instagram-dialog/oauth/authorize: one Instagram account."""
    return await _dialog(request, "instagram", world_of(request).settings.instagram_app_id)


async def _dialog(request: Request, flow: str, app_id: str) -> Response:
    world, query = world_of(request), request.query_params
    words = words_for(request.headers.get("accept-language", ""), query.get("locale", ""))
    if wrong := _mistake(query, app_id):
        return _page(flow, words, f"<p class='wrong' role='alert'>{escape(words[wrong])}</p>", status=400)
    if request.method == "GET":
        return _page(flow, words, _form(flow, words, choices(world, flow)))
    form = await request.form()
    if form.get("decision") != "approve":
        return _back(query, _refusal(flow))
    wanted = {str(value) for value in form.getlist("accounts")}
    chosen = [choice for choice in choices(world, flow) if choice.id in wanted]
    if name := str(form.get("new_name") or "").strip():
        chosen.append(_created(world, flow, name[:80], with_instagram="instagram_" in query.get("scope", "")))
    if not chosen:
        body = f"<p class='wrong' role='alert'>{escape(words['choose_one'])}</p>" + _form(
            flow, words, choices(world, flow)
        )
        return _page(flow, words, body, status=400)
    accounts = [key for choice in chosen for key in choice.accounts]
    code = world.tokens.issue(
        "code",
        accounts[:1] if flow == "instagram" else accounts,
        scopes=[word for word in query.get("scope", "").split(",") if word] or _usual_scopes(flow),
        lifetime_s=CODE_LIFETIME_S[flow],
        note={"flow": flow, "redirect_uri": query["redirect_uri"], "person": digits(16)},
    )
    return _back(query, {"code": code.token}, fragment="_" if flow == "instagram" else "_=_")


def choices(world: World, flow: str) -> list[Choice]:
    """Return what the person of this sandbox runs: everything that is registered."""
    if flow == "instagram":
        own = [a for a in world.accounts.all("instagram") if a.fields.get("login") == "instagram"]
        return [Choice(a.account, a.name, f"@{a.fields.get('username')}", (a.key,)) for a in own]
    if flow == "whatsapp":
        numbers = world.accounts.all("whatsapp")
        shared = {waba: tuple(a.key for a in numbers if a.waba == waba) for waba in {a.waba for a in numbers}}
        return [Choice(a.account, a.name, a.display_phone, shared[a.waba]) for a in numbers]
    return _pages(world)


def _pages(world: World) -> list[Choice]:
    sides: dict[str, list[Account]] = {}
    for platform in PLATFORMS:
        for account in world.accounts.all(platform):
            if platform == "messenger" or account.fields.get("login") == "facebook":
                sides.setdefault(str(account.fields.get("page") or account.account), []).append(account)
    found = []
    for page_id, accounts in sides.items():
        handles = [f"Instagram @{a.fields.get('username')}" for a in accounts if a.platform == "instagram"]
        detail = " · ".join([page_id, *handles])
        found.append(Choice(page_id, accounts[0].name, detail, tuple(a.key for a in accounts)))
    return found


def _created(world: World, flow: str, name: str, *, with_instagram: bool) -> Choice:
    """Register an account that the person makes on the page; behind a page, an Instagram account if it is asked for."""
    platform = {"facebook": "messenger"}.get(flow, flow)
    account, _is_new = world.accounts.register({"platform": platform, "name": name}, ALL[platform])
    if flow != "facebook" or not with_instagram:
        return Choice(account.account, name, "", (account.key,))
    behind = {"name": name, "login": "facebook", "page": account.account, "token": account.token}
    linked, _is_new = world.accounts.register(behind, ALL["instagram"])
    return Choice(account.account, name, "", (account.key, linked.key))


def _usual_scopes(flow: str) -> tuple[str, ...]:
    by_flow = {"whatsapp": oauth.WHATSAPP_SCOPES, "instagram": oauth.INSTAGRAM_SCOPES}
    return by_flow.get(flow, oauth.PAGE_SCOPES)


def _mistake(query: Mapping[str, str], app_id: str) -> str:
    if query.get("client_id") != app_id:
        return "wrong_app"
    if urlsplit(query.get("redirect_uri", "")).scheme not in ("http", "https"):
        return "wrong_redirect"
    if query.get("response_type", "code") != "code":
        return "wrong_type"
    return "" if query.get("scope") or query.get("config_id") else "wrong_scope"


def _refusal(flow: str) -> dict[str, str]:
    found = {"error": "access_denied", "error_reason": "user_denied"}
    if flow == "instagram":
        return found | {"error_description": "The user denied your request."}
    return found | {"error_code": "200", "error_description": "Permissions error"}


def _back(query: Mapping[str, str], answer: dict[str, str], fragment: str = "") -> Response:
    """Send the browser back to the product with the answer and the state it gave."""
    parts = urlsplit(query["redirect_uri"])
    carried = [*parse_qsl(parts.query, keep_blank_values=True), *answer.items()]
    if "state" in query:
        carried.append(("state", query["state"]))
    return RedirectResponse(urlunsplit(parts._replace(query=urlencode(carried), fragment=fragment)), 302)


def _path(query: Mapping[str, str]) -> str:
    return urlsplit(query.get("redirect_uri", "")).path


def _form(flow: str, words: Mapping[str, str], found: list[Choice]) -> str:
    kind = "checkbox" if flow == "facebook" else "radio"
    rows = "".join(
        f"<li><label class='choice'><input type='{kind}' name='accounts' value='{escape(choice.id)}'"
        f"{' checked' if index == 0 or (flow == 'facebook' and len(found) < 6) else ''}>"
        f"<span class='face' aria-hidden='true'>{escape(choice.name[:1].upper())}</span>"
        f"<span class='who'><strong>{escape(choice.name)}</strong><small>{escape(choice.detail)}</small></span>"
        "</label></li>"
        for index, choice in enumerate(found)
    )
    empty = f"<p class='none'>{escape(words['none'])}</p>" if not found else ""
    return (
        f"<p class='lead'>{escape(words['lead_' + flow])}</p><form method='post'>"
        f"<fieldset><legend>{escape(words['choose_' + flow])}</legend><ul>{rows}</ul>{empty}</fieldset>"
        f"<label class='new'><span>{escape(words['new_' + flow])}</span>"
        f"<input name='new_name' maxlength='80' autocomplete='off'></label>"
        f"<div class='foot'><button name='decision' value='cancel'>{escape(words['cancel'])}</button>"
        f"<button class='yes' name='decision' value='approve'>{escape(words['approve'])}</button></div></form>"
    )


def _page(flow: str, words: Mapping[str, str], body: str, *, status: int = 200) -> Response:
    title = words["title"].format(brand=BRANDS[flow])
    html = (
        f"<!doctype html><html lang='{words['lang']}'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(title)}</title><link rel='icon' href='/page/icon.svg'>"
        f"<link rel='stylesheet' href='/page/css/consent.css'></head><body data-brand='{flow}'><main>"
        f"<p class='brand'>{escape(BRANDS[flow])} <span>{escape(words['sandbox'])}</span></p>"
        f"<h1>{escape(title)}</h1>{body}</main></body></html>"
    )
    return HTMLResponse(html, status, {"content-security-policy": POLICY, "cache-control": "no-store"})
