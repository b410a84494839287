"""A line of the log: whose it is, and nothing that a log must not keep."""

import ast
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from sentry_sdk import get_global_scope

from config.logs import JsonFormatter
from config.telemetry import sentry, tasks
from config.telemetry.requests import ObservedRequests
from shared_apps.core.context import binding, bound
from shared_apps.core.redaction import redact
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Anonymous, Api, InTenant

ROOT = Path(__file__).resolve().parents[2]
SAID = "Could I come on Friday at ten, please?"
SECRETS = [
    "plk_3kd93kd93kd93kd9",
    "123456789:AAEhBOweik9ad9r_QXMENQjcrGbqCr4K-bo",
    "sk_live_51HxAbCdEfGhIj",
    "EAAGm0PX4ZCpsBAKZBhlZBabcdefgh1234",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
]


def line(message: str, *args: object, error: BaseException | None = None) -> dict[str, Any]:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("parlor.test", logging.ERROR, __file__, 1, message, args, info)
    return dict(json.loads(JsonFormatter().format(record)))


@pytest.mark.django_db
def test_it_says_whose_a_line_is(acme: Tenant, in_tenant: InTenant) -> None:
    with in_tenant(acme), binding(request="r-12345678", member="m-1", task="t-1"):
        row = line("drained %s rows", 40)

    assert row["message"] == "drained 40 rows"
    assert row["tenant"] == acme.schema_name
    assert (row["request"], row["member"], row["task"], row["level"]) == ("r-12345678", "m-1", "t-1", "error")


@pytest.mark.django_db
def test_it_names_the_request_and_its_member(ada: Person, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    monkeypatch.setattr(ObservedRequests, "_count", lambda *_: seen.append(dict(bound())))

    response = api(ada).get("/api/teams/", HTTP_X_REQUEST_ID="proxy-said-so-1")

    assert response.headers["X-Request-ID"] == "proxy-said-so-1"
    assert seen == [{"request": "proxy-said-so-1", "member": str(ada.member.id)}]
    assert dict(bound()) == {}


@pytest.mark.parametrize("given", ["", "short", "with blanks in it", "x" * 65, "a\nb-injected-line"])
def test_it_names_requests_itself_when_a_name_is_no_name(given: str) -> None:
    request = HttpRequest()
    request.META["HTTP_X_REQUEST_ID"] = given
    request.resolver_match = None

    response = ObservedRequests(lambda _: HttpResponse())(request)

    assert response.headers["X-Request-ID"] != given
    assert len(response.headers["X-Request-ID"]) == 32


def test_a_task_goes_back_to_the_request_that_made_it() -> None:
    headers: dict[str, Any] = {}
    with binding(request="r-12345678"):
        tasks.name_the_request(headers=headers)

    class Asked(dict[str, Any]):
        is_eager = False

    class Task:
        name = "some.task"
        request = Asked(_schema_name="t_abc", **headers)

    tasks.bind_task(task_id="id-1", task=Task)
    inside = dict(bound())
    tasks.unbind_task(task=Task)

    assert inside == {"task": "id-1", "task_name": "some.task", "request": "r-12345678", "tenant": "t_abc"}
    assert dict(bound()) == {}


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret[:6])
@pytest.mark.parametrize(
    "around", ["{}", "https://api.test/bot{}/send", "Authorization: Bearer {}", "{{'token': '{}'}}"]
)
def test_it_keeps_no_secret(secret: str, around: str) -> None:
    assert secret not in json.dumps(line("asked " + around.format(secret)))
    assert secret not in json.dumps(line("failed", error=RuntimeError(around.format(secret))))


def test_it_keeps_no_secret_of_the_settings(settings: Any) -> None:
    assert settings.SECRET_KEY not in redact(f"who knows {settings.SECRET_KEY}?")
    assert settings.META_APP_SECRETS[0] not in redact(f"x{settings.META_APP_SECRETS[0]}y")


@pytest.mark.parametrize(
    "told",
    [
        f"invalid literal for int() with base 10: {SAID!r}",
        f'null value in column "text"\nDETAIL:  Failing row contains (1, {SAID}).',
        f"could not decode {SAID.encode()!r}",
        "довжина: 'Чи можна на п’ятницю?'",
    ],
)
def test_it_keeps_nothing_that_people_wrote(told: str) -> None:
    text = json.dumps(line("ledger row %s is parked", 7, error=ValueError(told)), ensure_ascii=False)

    assert "Friday" not in text
    assert "п’ятницю" not in text
    assert "ledger row 7 is parked" in text


def test_errors_for_sentry_keep_places_and_names_only() -> None:
    event = {
        "request": {"data": SAID},
        "user": {"email": "ada@acme.test"},
        "extra": {"text": SAID},
        "logentry": {"message": "row %s", "formatted": f"row '{SAID}'", "params": [SAID]},
        "exception": {
            "values": [
                {
                    "type": "ValueError",
                    "value": f"bad {SAID!r}",
                    "stacktrace": {"frames": [{"vars": {"text": SAID}}]},
                }
            ]
        },
    }

    with binding(request="r-12345678"):
        told = sentry.scrub(event, {})

    assert "Friday" not in json.dumps(told)
    assert "ada@acme.test" not in json.dumps(told)
    assert told["exception"]["values"][0]["type"] == "ValueError"
    assert told["tags"]["request"] == "r-12345678"


def test_sentry_is_told_only_where_it_has_an_address(settings: Any) -> None:
    told: list[Any] = []

    def keep(event: Any, hint: Any) -> None:
        told.append(sentry.scrub(event, hint))

    settings.SENTRY_DSN = ""
    sentry.begin(before_send=keep)
    logging.getLogger("parlor.test").error("nobody hears it")
    settings.SENTRY_DSN = "https://key@sentry.invalid/1"
    sentry.begin(before_send=keep)
    try:
        raise RuntimeError(f"it broke at {SAID!r}")
    except RuntimeError:
        logging.getLogger("parlor.test").exception("a turn failed")
    finally:
        get_global_scope().set_client(None)

    assert [event["logentry"]["formatted"] for event in told] == ["a turn failed"]
    assert "Friday" not in json.dumps(told, default=str)


@pytest.mark.django_db
def test_it_says_that_it_lives_and_which_version(anonymous: Anonymous, settings: Any) -> None:
    settings.VERSION = "1.2.3"

    assert anonymous(None).get("/healthz").json() == {"status": "ok", "version": "1.2.3"}
    assert anonymous(None).get("/readyz").json() == {"status": "ok", "away": []}


@pytest.mark.django_db
def test_it_is_not_ready_for_tables_that_are_missing(
    anonymous: Anonymous, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.health._is_migrated", lambda: False)

    response = anonymous(None).get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"status": "away", "away": ["migrations"]}


# Attributes and names that hold what people wrote or what opens doors.
UNSPOKEN = {
    "text",
    "body",
    "payload",
    "html",
    "question",
    "answer",
    "token",
    "password",
    "secret",
    "credentials",
    "key",
}
# The words of a mail server that refused us.
HEARD = {"tenant_apps/channels/mailboxes/actions.py"}


def test_no_line_of_code_logs_what_people_wrote() -> None:
    told = []
    for folder in ("config", "tenants", "shared_apps", "tenant_apps"):
        for path in (ROOT / folder).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text())):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and _is_log(call.func):
                    names = {_name(argument) for argument in call.args[1:]}
                    told += [f"{path.relative_to(ROOT)}:{call.lineno}"] if names & UNSPOKEN else []

    assert [place for place in told if place.partition(":")[0] not in HEARD] == []


def _is_log(function: ast.Attribute) -> bool:
    return isinstance(function.value, ast.Name) and function.value.id in {"log", "logger", "logging"}


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
