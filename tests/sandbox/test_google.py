"""Google's accounts in the sandbox: a code works once, for its client, address and challenge."""

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest

AUTH, TOKEN = "/google/o/oauth2/v2/auth", "/google/token"
VERIFIER = "v" * 50
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = {
    "client_id": "100000000003.apps.parlor.example",
    "redirect_uri": "http://parlor.localhost:8000/api/auth/google/callback/",
    "response_type": "code",
    "scope": "openid email profile",
    "state": "s1",
    "nonce": "n1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
OURS = {
    "client_id": ASKED["client_id"],
    "client_secret": "parlor-development-google-secret",
    "redirect_uri": ASKED["redirect_uri"],
    "grant_type": "authorization_code",
    "code_verifier": VERIFIER,
}


def approve(control: httpx.Client, **form: str) -> dict[str, str]:
    """Choose Dana's account; return what the browser brings back."""
    given: dict[str, Any] = {"decision": "approve", "account": "dana.owner@gmail.example", **form}
    answer = control.post(AUTH, params=ASKED, data=given)
    assert answer.status_code == 302, answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def test_it_tells_who_chose_the_account(control: httpx.Client) -> None:
    back = approve(control)

    answer = control.post(TOKEN, data={**OURS, "code": back["code"]}).json()

    [key] = control.get("/google/oauth2/v3/certs").json()["keys"]
    claims = jwt.decode(
        answer["id_token"], jwt.PyJWK(key).key, algorithms=["RS256"], audience=ASKED["client_id"]
    )
    assert back["state"] == "s1"
    assert (claims["email"], claims["email_verified"], claims["name"], claims["nonce"]) == (
        "dana.owner@gmail.example",
        True,
        "Dana Reyes",
        "n1",
    )


@pytest.mark.parametrize(
    ("wrong", "status", "error"),
    [
        ({"client_secret": "x"}, 401, "invalid_client"),
        ({"code_verifier": "w" * 50}, 400, "invalid_grant"),
        ({"redirect_uri": "http://evil.test/"}, 400, "redirect_uri_mismatch"),
        ({"code": "AQx"}, 400, "invalid_grant"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
)
def test_it_refuses_what_google_refuses(
    wrong: dict[str, str], status: int, error: str, control: httpx.Client
) -> None:
    answer = control.post(TOKEN, data={**OURS, "code": approve(control)["code"], **wrong})

    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_it_redeems_a_code_once(control: httpx.Client) -> None:
    given = {**OURS, "code": approve(control)["code"]}

    answers = [control.post(TOKEN, data=given).status_code for _ in range(2)]

    assert answers == [200, 400]


def test_it_lets_the_person_turn_away(control: httpx.Client) -> None:
    answer = control.post(AUTH, params=ASKED, data={"decision": "cancel"})

    assert "error=access_denied" in answer.headers["location"]


@pytest.mark.parametrize("wrong", [{"client_id": "x"}, {"redirect_uri": "javascript:1"}, {"scope": "email"}])
def test_it_shows_no_accounts_to_a_wrong_app(wrong: dict[str, str], control: httpx.Client) -> None:
    answer = control.get(AUTH, params={**ASKED, **wrong})

    assert answer.status_code == 400
    assert "dana.owner" not in answer.text
