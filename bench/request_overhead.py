"""What the host, the session or token, the member and the limits cost a request, over a bare Django view.

    python -m bench.request_overhead [--requests 2000]

Both views answer the same few bytes in one process and to the same client: the bare one without middleware, ours
behind everything that every door has: tenant, session, CSRF, credential and scopes, member, limits. They are asked
in turns, so that a busy machine slows both alike.
"""

import argparse
from collections.abc import Callable
from typing import Any

from bench.house import client_of, house, load, median, milliseconds, p95, worked, workspace

TARGET_MS = 3.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=2000)
    asked = parser.parse_args()
    with house():
        _measure(asked.requests)


def _measure(count: int) -> None:
    _, owner = workspace("bench")
    bare = _bare_view()
    token, browser, key = _clients(owner)
    ways: dict[str, Callable[[], Any]] = {
        "bare view": bare,
        "access token": lambda: token.get(PATH),
        "session cookie": lambda: browser.get(PATH),
        "API key": lambda: key.get(PATH),
    }
    for name, ask in ways.items():
        assert ask().status_code == 200, name
    took: dict[str, list[float]] = {name: [] for name in ways}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(count):
        for name, ask in ways.items():
            took[name].append(milliseconds(ask))
    for _ in range(count // 10):
        for name, ask in ways.items():
            spent[name].append(worked(ask))
    _report(took, spent)


PATH = "/api/bench/"


def _bare_view() -> Callable[[], Any]:
    """Return a request to a Django view without middleware, and put the same view behind our doors at PATH."""
    from django.http import HttpRequest, JsonResponse
    from django.test import Client, override_settings
    from django.urls import path
    from rest_framework.response import Response
    from rest_framework.views import APIView

    import config.urls_tenant

    class Behind(APIView):
        def get(self, _: Any) -> Response:
            return Response({"ok": True})

    def bare(_: HttpRequest) -> JsonResponse:
        return JsonResponse({"ok": True})

    config.urls_tenant.urlpatterns.insert(0, path(PATH[1:], Behind.as_view()))
    client = Client(HTTP_HOST="bench.parlor.test")
    with override_settings(MIDDLEWARE=[]):
        client.handler.load_middleware()
    urls = type("urls", (), {"urlpatterns": [path(PATH[1:], bare)]})
    answer = client.handler.get_response

    def respond(request: HttpRequest) -> Any:
        request.urlconf = urls  # type: ignore[assignment]  # read by Django's handler
        return answer(request)

    client.handler.get_response = respond  # type: ignore[method-assign]  # no other way to give it addresses
    return lambda: client.get(PATH)


def _clients(owner: Any) -> tuple[Any, Any, Any]:
    from django.test import Client

    from shared_apps.accounts.actions.api_keys import make_key
    from shared_apps.accounts.models import KeyKind
    from tenants.models import Tenant

    tenant = Tenant.objects.get(slug="bench")
    browser = Client(HTTP_HOST="bench.parlor.test")
    given = {"email": owner.email, "password": "bench"}
    assert browser.post("/api/auth/session/", given, "application/json").status_code == 200
    _, text = make_key(
        user=owner,
        tenant=tenant,
        kind=KeyKind.PERSONAL,
        name="Bench",
        scopes=["settings:read"],
        expires_at=None,
    )
    key = Client(HTTP_HOST="bench.parlor.test", HTTP_AUTHORIZATION=f"Bearer {text}")
    token = client_of("bench", owner)
    return token, browser, key


def _report(took: dict[str, list[float]], spent: dict[str, list[float]]) -> None:
    bare_ms, bare_cpu = median(took["bare view"]), median(spent["bare view"])
    print(load())
    for name, times in took.items():
        over, cpu = median(times) - bare_ms, median(spent[name]) - bare_cpu
        line = f"{name:15} p50 {median(times):6.2f} ms   p95 {p95(times):6.2f} ms"
        if name == "bare view":
            print(line)
            continue
        verdict = "met" if over <= TARGET_MS else "MISSED"
        print(f"{line}   over bare {over:5.2f} ms (processor {cpu:5.2f})   target ≤ {TARGET_MS}: {verdict}")


if __name__ == "__main__":
    main()
