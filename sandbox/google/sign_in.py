"""Google's page where a person says who they are, and what its code is exchanged for.

https://developers.google.com/identity/openid-connect/openid-connect
"""

import base64
import hashlib
import os
import time
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sandbox.google.words import WORDS
from sandbox.web import reply
from sandbox.world import world_of

CLIENT_ID = os.environ.get("GOOGLE_CLIENT_ID") or "100000000003.apps.parlor.example"
CLIENT_SECRET = os.environ.get("PARLOR_GOOGLE_CLIENT_SECRET") or "parlor-development-google-secret"
CODE_LIFETIME_S, TOKEN_LIFETIME_S = 600, 3599
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
PEOPLE = {
    "olena@lumiere.example": "Олена Коваль",
    "james@northside.example": "James Carter",
    "dana.owner@gmail.example": "Dana Reyes",
}


@lru_cache(maxsize=1)
def _key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@lru_cache(maxsize=1)
def _kid() -> str:
    return hashlib.sha256(str(_key().public_key().public_numbers().n).encode()).hexdigest()[:40]


async def authorize(request: Request) -> Response:
    """GET, POST /google/o/oauth2/v2/auth: choose an account, or type one."""
    query = request.query_params
    words = WORDS["uk" if request.headers.get("accept-language", "").startswith("uk") else "en"]
    if wrong := _mistake(query):
        return _page(words, f"<p class='wrong' role='alert'>{escape(words[wrong])}</p>", 400)
    if request.method == "GET":
        return _page(words, _form(words))
    form = await request.form()
    if form.get("decision") != "approve":
        return _back(query, {"error": "access_denied"})
    email = str(form.get("other") or form.get("account") or "").strip().lower()
    if "@" not in email:
        return _page(
            words, f"<p class='wrong' role='alert'>{escape(words['choose_one'])}</p>" + _form(words), 400
        )
    note = {
        "flow": "google",
        "email": email,
        "name": str(form.get("name") or "").strip() or PEOPLE.get(email, email.partition("@")[0].title()),
        "verified": not form.get("unverified"),
        **{key: query.get(key, "") for key in ("redirect_uri", "nonce", "code_challenge")},
    }
    code = world_of(request).tokens.issue("code", [], lifetime_s=CODE_LIFETIME_S, note=note)
    return _back(query, {"code": code.token, "scope": "openid email profile", "authuser": "0"})


async def token(request: Request) -> Response:
    """POST /google/token: a code becomes an ID token."""
    form = {key: str(value) for key, value in (await request.form()).items()}
    if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
        return _refusal("invalid_client", "The OAuth client was not found.", 401)
    if form.get("grant_type") != "authorization_code":
        return _refusal("unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type', '')}")
    tokens = world_of(request).tokens
    code = tokens.find(form.get("code", ""))
    if code is None or code.note.get("flow") != "google" or code.subcode:
        return _refusal("invalid_grant", "Malformed auth code.")
    tokens.use_up(code.token)
    if code.note["redirect_uri"] != form.get("redirect_uri"):
        return _refusal("redirect_uri_mismatch", "Bad Request")
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != code.note["code_challenge"]:
        return _refusal("invalid_grant", "Invalid code verifier.")
    return reply(
        {
            "access_token": "ya29." + code.token[:40],
            "expires_in": TOKEN_LIFETIME_S,
            "scope": "openid https://www.googleapis.com/auth/userinfo.email",
            "token_type": "Bearer",
            "id_token": _id_token(code.note),
        }
    )


async def certs(_request: Request) -> Response:
    """GET /google/oauth2/v3/certs: the public keys (RFC 7517)."""
    public = jwt.algorithms.RSAAlgorithm.to_jwk(_key().public_key(), as_dict=True)
    return reply({"keys": [{**public, "kid": _kid(), "use": "sig", "alg": "RS256"}]})


def _id_token(note: Mapping[str, Any]) -> str:
    issued = int(time.time())
    claims = {
        "iss": "https://accounts.google.com",
        "azp": CLIENT_ID,
        "aud": CLIENT_ID,
        # One account, one number, whatever it is called.
        "sub": str(int(hashlib.sha256(str(note["email"]).encode()).hexdigest()[:16], 16)).zfill(21)[:21],
        "email": note["email"],
        "email_verified": note["verified"],
        "name": note["name"],
        "nonce": note["nonce"],
        "iat": issued,
        "exp": issued + TOKEN_LIFETIME_S,
    }
    return jwt.encode(claims, _key(), algorithm="RS256", headers={"kid": _kid()})


def _mistake(query: Mapping[str, str]) -> str:
    if query.get("client_id") != CLIENT_ID:
        return "wrong_app"
    if urlsplit(query.get("redirect_uri", "")).scheme not in ("http", "https"):
        return "wrong_redirect"
    is_code = query.get("response_type") == "code" and "openid" in query.get("scope", "").split()
    return "" if is_code and query.get("code_challenge_method", "S256") == "S256" else "wrong_request"


def _refusal(error: str, description: str, status: int = 400) -> Response:
    return reply({"error": error, "error_description": description}, status)


def _back(query: Mapping[str, str], answer: dict[str, str]) -> Response:
    parts = urlsplit(query["redirect_uri"])
    carried = [
        *parse_qsl(parts.query, keep_blank_values=True),
        ("state", query.get("state", "")),
        *answer.items(),
    ]
    return RedirectResponse(urlunsplit(parts._replace(query=urlencode(carried))), 302)


def _form(words: Mapping[str, str]) -> str:
    rows = "".join(
        f"<li><label class='choice'><input type='radio' name='account' value='{escape(email)}'"
        f"{' checked' if index == 0 else ''}><span class='face' aria-hidden='true'>{escape(name[:1])}</span>"
        f"<span class='who'><strong>{escape(name)}</strong><small>{escape(email)}</small></span></label></li>"
        for index, (email, name) in enumerate(PEOPLE.items())
    )
    return (
        f"<p class='lead'>{escape(words['lead'])}</p><form method='post'>"
        f"<fieldset><legend>{escape(words['choose'])}</legend><ul>{rows}</ul></fieldset>"
        f"<label class='new'><span>{escape(words['other'])}</span>"
        "<input name='other' type='email' maxlength='120' autocomplete='off'></label>"
        f"<label class='new'><span>{escape(words['name'])}</span>"
        "<input name='name' maxlength='80' autocomplete='off'></label>"
        f"<label class='new'><span>{escape(words['unverified'])}</span>"
        "<input type='checkbox' name='unverified' value='1'></label>"
        f"<div class='foot'><button name='decision' value='cancel'>{escape(words['cancel'])}</button>"
        f"<button class='yes' name='decision' value='approve'>{escape(words['approve'])}</button></div></form>"
    )


def _page(words: Mapping[str, str], body: str, status: int = 200) -> Response:
    html = (
        f"<!doctype html><html lang='{words['lang']}'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(words['title'])}</title><link rel='icon' href='/page/icon.svg'>"
        "<link rel='stylesheet' href='/page/css/consent.css'></head><body data-brand='google'><main>"
        f"<p class='brand'>Google <span>{escape(words['sandbox'])}</span></p>"
        f"<h1>{escape(words['title'])}</h1>{body}</main></body></html>"
    )
    return HTMLResponse(html, status, {"content-security-policy": POLICY, "cache-control": "no-store"})
