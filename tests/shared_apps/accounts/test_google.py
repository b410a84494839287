"""Sign in with Google, whom the sandbox plays: there, back to where it began, in the same browser."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.core import mail
from pytest_django import Settings

from shared_apps.accounts.models import GoogleIdentity, User
from tenants.models import Membership, Tenant
from tests.cast import Client, Person
from tests.conftest import Anonymous
from tests.sandbox.running import sandbox_on
from tests.shared_apps.accounts.signing import letters_to, verify, with_two_factors

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sandbox's address."""
    with sandbox_on(tmp_path_factory.mktemp("google"), product_port=9) as sandbox:
        yield sandbox.own_url


@pytest.fixture
def google(world: str, settings: Settings) -> Iterator[httpx.Client]:
    settings.GOOGLE_AUTHORIZE_URL = f"{world}/google/o/oauth2/v2/auth"
    settings.GOOGLE_TOKEN_URL = f"{world}/google/token"
    settings.GOOGLE_CERTS_URL = f"{world}/google/oauth2/v3/certs"
    with httpx.Client(trust_env=False) as client:
        yield client


def leave(client: Client) -> str:
    answer = client.post("/api/auth/google/login/")
    assert answer.status_code == 200
    return str(answer.json()["url"])


def approve(google: httpx.Client, url: str, email: str, **form: str) -> str:
    """Choose an account on Google's page; return where the browser is sent."""
    answer = google.post(url, data={"decision": "approve", "other": email, **form})
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def come_back(location: str) -> tuple[str, dict[str, str]]:
    """Follow Google's redirect to the public site; return the page it leads to and what it carries."""
    parts = urlsplit(location)
    assert parts.netloc == "parlor.test"
    answer = Client(None).get(f"{parts.path}?{parts.query}")
    assert answer.status_code == 302, answer.content
    home = urlsplit(answer.headers["Location"])
    carried = {name: values[0] for name, values in parse_qs(home.fragment).items()}
    return f"{home.scheme}://{home.netloc}{home.path}", carried


def errand(client: Client, google: httpx.Client, email: str, **form: str) -> dict[str, str]:
    _, carried = come_back(approve(google, leave(client), email, **form))
    return {"code": carried["code"], "state": carried["state"]}


def test_it_shows_googles_page(google: httpx.Client, anonymous: Anonymous, acme: Tenant) -> None:
    url = leave(anonymous(acme))

    english, ukrainian = google.get(url), google.get(url, headers={"accept-language": "uk"})

    assert "Sign in with Google" in english.text
    assert "Увійти через Google" in ukrainian.text


def test_it_signs_in_where_it_began(google: httpx.Client, ada: Person, anonymous: Anonymous) -> None:
    verify(ada)
    client = anonymous(ada.tenant)
    page, carried = come_back(approve(google, leave(client), "ada@acme.test"))

    answer = client.post("/api/auth/google/callback/", {k: carried[k] for k in ("code", "state")})

    assert page == "http://acme.parlor.test/sign-in/google"
    assert (answer.status_code, answer.json()["me"]["member"]["name"]) == (200, "Ada")
    assert client.get("/api/employees/").status_code == 200
    assert GoogleIdentity.objects.get().user == ada.user


def test_it_knows_the_account_when_its_address_changed(
    google: httpx.Client, ada: Person, anonymous: Anonymous
) -> None:
    verify(ada)
    client = anonymous(ada.tenant)
    client.post("/api/auth/google/callback/", errand(client, google, "ada@acme.test"))
    User.objects.filter(id=ada.user.id).update(email="ada.new@acme.test")
    again = anonymous(ada.tenant)

    answer = again.post("/api/auth/google/callback/", errand(again, google, "ada@acme.test"))

    assert answer.json()["me"]["user"]["email"] == "ada.new@acme.test"


def test_it_opens_a_business_for_somebody_new(google: httpx.Client, anonymous: Anonymous) -> None:
    client = anonymous(None)
    answer = client.post("/api/auth/google/callback/", errand(client, google, "nina@nails.test", name="Nina"))
    newcomer = answer.json()["sign_up"]
    form = {"google": newcomer["ticket"], "name": "Nina", "organization": "Nina Nails", "slug": "nina-nails"}

    made = client.post("/api/auth/register/", form)

    assert (newcomer["email"], newcomer["name"]) == ("nina@nails.test", "Nina")
    assert made.status_code == 201, made.content
    user = User.objects.get(email="nina@nails.test")
    assert (user.is_email_verified, user.has_usable_password()) == (True, False)
    assert Membership.objects.get(user=user).tenant.slug == "nina-nails"
    assert letters_to("nina@nails.test") == []
    entry = Client(Tenant.objects.get(slug="nina-nails")).post(
        "/api/auth/enter/", {"entry_token": made.json()["entry_token"]}
    )
    assert entry.json()["member"]["role"] == "owner"
    again = anonymous(None)
    back = again.post("/api/auth/google/callback/", errand(again, google, "nina@nails.test"))
    assert back.json()["me"]["user"]["email"] == "nina@nails.test"


def test_it_makes_no_account_inside_a_workspace(
    google: httpx.Client, anonymous: Anonymous, acme: Tenant
) -> None:
    client = anonymous(acme)

    answer = client.post("/api/auth/google/callback/", errand(client, google, "nina@nails.test"))

    assert (answer.status_code, answer.json()["code"]) == (404, "no_account")
    assert "sessionid" not in answer.cookies


def test_it_links_no_account_whose_address_nobody_proved(
    google: httpx.Client, ada: Person, anonymous: Anonymous
) -> None:
    client = anonymous(ada.tenant)

    answer = client.post("/api/auth/google/callback/", errand(client, google, "ada@acme.test"))

    assert (answer.status_code, answer.json()["code"]) == (409, "google_not_linked")
    assert not GoogleIdentity.objects.exists()


def test_it_takes_no_address_that_google_did_not_prove(
    google: httpx.Client, ada: Person, anonymous: Anonymous
) -> None:
    verify(ada)
    client = anonymous(ada.tenant)

    answer = client.post(
        "/api/auth/google/callback/", errand(client, google, "ada@acme.test", unverified="1")
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "google_refused")


def test_it_asks_for_the_second_factor_after_google(
    google: httpx.Client, ada: Person, anonymous: Anonymous
) -> None:
    with_two_factors(ada)
    client = anonymous(ada.tenant)

    answer = client.post("/api/auth/google/callback/", errand(client, google, "ada@acme.test"))

    assert (answer.status_code, answer.json()["code"]) == (401, "second_factor_needed")
    assert client.get("/api/auth/me/").status_code == 401


def test_it_signs_nobody_in_by_somebody_elses_link(
    google: httpx.Client, ada: Person, mallory: Person, anonymous: Anonymous
) -> None:
    verify(mallory)
    attackers, victim = anonymous(ada.tenant), anonymous(ada.tenant)
    link = errand(attackers, google, "mallory@globex.test")
    leave(victim)

    answer = victim.post("/api/auth/google/callback/", link)

    assert (answer.status_code, answer.json()["code"]) == (400, "google_refused")
    assert "sessionid" not in answer.cookies


def test_it_redeems_a_code_once_and_on_its_own_host(
    google: httpx.Client, ada: Person, globex: Tenant, anonymous: Anonymous
) -> None:
    verify(ada)
    client = anonymous(ada.tenant)
    given = errand(client, google, "ada@acme.test")
    elsewhere = client.post("/api/auth/google/callback/", given, HTTP_HOST="globex.parlor.test")
    cookie = client.cookies["parlor_google"].value
    first = client.post("/api/auth/google/callback/", given)
    client.cookies["parlor_google"] = cookie

    again = client.post("/api/auth/google/callback/", given)

    assert [elsewhere.status_code, first.status_code, again.status_code] == [400, 200, 400]


@pytest.mark.parametrize("state", ["", "x", "https://evil.test", "gAAAAAB"])
def test_it_sends_nobody_to_strangers(state: str, anonymous: Anonymous) -> None:
    answer = anonymous(None).get("/api/auth/google/callback/", {"code": "1", "state": state})

    assert (answer.status_code, answer.get("Location")) == (400, None)


@pytest.mark.parametrize("ticket", ["x", "gAAAAAB"])
def test_it_takes_no_ticket_that_is_not_ours(ticket: str, anonymous: Anonymous) -> None:
    form = {"google": ticket, "name": "N", "organization": "N", "slug": "nina-nails"}

    answer = anonymous(None).post("/api/auth/register/", form)

    assert (answer.status_code, answer.json()["code"]) == (400, "google_refused")
    assert not Tenant.objects.filter(slug="nina-nails").exists()
    assert mail.outbox == []


def test_it_says_so_when_google_is_away(
    google: httpx.Client, ada: Person, anonymous: Anonymous, settings: Settings
) -> None:
    client = anonymous(ada.tenant)
    given = errand(client, google, "ada@acme.test")
    settings.GOOGLE_TOKEN_URL = "http://127.0.0.1:8001/google/nowhere"

    answer = client.post("/api/auth/google/callback/", given)

    assert (answer.status_code, answer.json()["code"]) == (400, "google_refused")


def test_it_says_so_where_google_is_not_set_up(
    anonymous: Anonymous, acme: Tenant, settings: Settings
) -> None:
    settings.GOOGLE_CLIENT_ID = ""

    answer = anonymous(acme).post("/api/auth/google/login/")

    assert (answer.status_code, answer.json()["code"]) == (400, "google_off")
