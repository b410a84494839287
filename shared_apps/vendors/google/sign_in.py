"""The authorisation code flow with PKCE (RFC 7636): to Google's page, and from its code to who it is.

https://developers.google.com/identity/openid-connect/openid-connect
"""

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import httpx
import jwt
from django.conf import settings

TIMEOUT = httpx.Timeout(10, connect=5)
ISSUERS = ["https://accounts.google.com", "accounts.google.com"]
# Clocks of ours and theirs differ by seconds.
LEEWAY_S = 60


class GoogleError(Exception):
    """Google refused, does not answer, or answered something that does not hold."""


@dataclass(frozen=True)
class GoogleProfile:
    """Who signed in: `subject` is the account's stable id."""

    subject: str
    email: str
    is_email_verified: bool
    name: str


def authorize_url(*, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
    """Return Google's page for this sign-in; `verifier` is 43 to 128 characters that stay with us."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "client_id": settings.GOOGLE_CLIENT_ID,
        "redirect_uri": redirect_uri,
        "response_type": "code",
        "scope": "openid email profile",
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "prompt": "select_account",
    }
    return f"{settings.GOOGLE_AUTHORIZE_URL}?{urlencode(asked)}"


def redeem(*, code: str, redirect_uri: str, nonce: str, verifier: str) -> GoogleProfile:
    """Return who a code stands for; raises GoogleError."""
    form = {
        "code": code,
        "client_id": settings.GOOGLE_CLIENT_ID,
        "client_secret": settings.GOOGLE_CLIENT_SECRET,
        "redirect_uri": redirect_uri,
        "grant_type": "authorization_code",
        "code_verifier": verifier,
    }
    try:
        answer = _pool().post(settings.GOOGLE_TOKEN_URL, data=form)
        token = answer.json().get("id_token", "") if answer.status_code == 200 else ""
    except (httpx.HTTPError, ValueError) as error:
        raise GoogleError("Google does not answer.") from error
    if not token:
        raise GoogleError("Google refused the code.")
    return _profile(token, nonce)


def _profile(token: str, nonce: str) -> GoogleProfile:
    try:
        claims = jwt.decode(
            token,
            _key(jwt.get_unverified_header(token).get("kid", "")),
            algorithms=["RS256"],
            audience=settings.GOOGLE_CLIENT_ID,
            issuer=ISSUERS,
            leeway=LEEWAY_S,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )
    except jwt.PyJWTError as error:
        raise GoogleError("Google's token does not hold.") from error
    if claims.get("nonce") != nonce:
        raise GoogleError("Google's token is of another sign-in.")
    return GoogleProfile(
        subject=str(claims["sub"]),
        email=str(claims.get("email", "")),
        is_email_verified=claims.get("email_verified") in (True, "true"),
        name=str(claims.get("name", "")),
    )


_keys: dict[str, Any] = {}


def _key(kid: str) -> Any:
    """Return Google's public key of this name; its set is asked for again when the name is unknown."""
    if kid not in _keys:
        try:
            found = _pool().get(settings.GOOGLE_CERTS_URL).json()
            _keys.update({key.key_id or "": key.key for key in jwt.PyJWKSet.from_dict(found).keys})
        except (httpx.HTTPError, ValueError) as error:
            raise GoogleError("Google does not answer.") from error
    if kid not in _keys:
        raise jwt.InvalidKeyError("unknown kid")
    return _keys[kid]


@lru_cache(maxsize=1)
def _pool() -> httpx.Client:
    # trust_env off: a proxy variable meant for people must not see sign-ins.
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False)
