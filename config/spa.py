"""The web front: built files with long caching, the page itself for every other path."""

import mimetypes
import re
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html_join
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from shared_apps.core.errors import ErrorCode, body
from shared_apps.site.views import unknown
from tenants.selectors import current_tenant

YEAR_S = 31_536_000
WORKER = "sw.js"
FONTS = "fonts/"
# What the build leaves beside a text (frontend/scripts/compress.mjs), the smaller one first.
ENCODINGS = {"br": ".br", "gzip": ".gz"}
# Not in every system's list of types.
mimetypes.add_type("application/manifest+json", ".webmanifest")


def _file(path: str) -> Path | None:
    """Return the built file at `path`, never anything outside the built folder."""
    root = Path(settings.FRONTEND_DIST).resolve()
    # A NUL, or a name longer than a file's may be, is no file either.
    with suppress(ValueError, OSError):
        found = (root / path).resolve()
        return found if found.is_file() and found.is_relative_to(root) else None
    return None


@require_safe
def asset(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a file whose name holds its hash, so it never changes."""
    found = _file(f"assets/{path}")
    if found is None:
        raise Http404
    return _serve(request, found, f"public, max-age={YEAR_S}, immutable")


@csrf_exempt
def page(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """Serve a file of the front's root (icon, manifest) or the page, which finds its own way from there."""
    return _no_such_door(request) if path.startswith("api/") else _page_or_file(request, path)


def _no_such_door(request: HttpRequest) -> HttpResponse:
    """Answer for the API, whatever the method: there is no such address, or it ends with a slash."""
    whole = f"{request.path}/"
    # The tenant middleware has set the URLs that hold here.
    urls = getattr(request, "urlconf", None)
    if request.path.endswith("/") or resolve(whole, urls).func in (page, file_or_nothing):
        return JsonResponse(body(ErrorCode.NOT_FOUND, "There is no such address in the API."), status=404)
    # Method and body go along; the host stays, so nobody is led elsewhere.
    query = request.META.get("QUERY_STRING", "")
    there = escape_uri_path(whole) + (f"?{query}" if query else "")
    return HttpResponse(status=308, headers={"Location": there})


@require_safe
@ensure_csrf_cookie
def _page_or_file(request: HttpRequest, path: str) -> HttpResponse:
    if path.startswith(("ws/", "webhook/")):
        raise Http404
    found = _file(path) if path and not path.startswith(".vite") else None
    if found is not None and path == WORKER:
        # A browser that kept an old worker would go on showing an old app.
        worker = _serve(request, found, "no-cache")
        worker.headers["Service-Worker-Allowed"] = "/"
        return worker
    if found is not None and found.suffix != ".html":
        kept_s = YEAR_S if path.startswith(FONTS) else 3600
        return _serve(request, found, f"public, max-age={kept_s}")
    index = _file("index.html")
    if index is None:
        return HttpResponse("The web front is not built. Run bin/up.", status=503, content_type="text/plain")
    return _page(request, index)


@csrf_exempt
def file_or_nothing(request: HttpRequest, path: str) -> HttpResponseBase:
    """On the public site: a file of the front's root, or the answer that there is no such page."""
    if path.startswith(("api/", "ws/", "webhook/")) or (path != "index.html" and _file(path) is not None):
        return page(request, path)
    return require_safe(unknown)(request, path)


@csrf_exempt
def payment_cancelled(request: HttpRequest) -> HttpResponse:
    """Where who did not pay comes back to, under the address that an earlier product gave to Stripe."""
    return HttpResponseRedirect("/paid?left=1")


@gzip_page
def _page(request: HttpRequest, index: Path) -> HttpResponse:
    """Return the page, told where it is: a domain of a workspace's own does not show whose it is."""
    tenant = current_tenant()
    told = {"parlor-base-domain": settings.BASE_DOMAIN, "parlor-workspace": tenant.slug if tenant else ""}
    tags = format_html_join("", '<meta name="{}" content="{}">', told.items())
    text = index.read_text("utf-8").replace("</head>", f"{tags}</head>", 1)
    return HttpResponse(text, headers={"Cache-Control": "no-cache"})


def _serve(request: HttpRequest, found: Path, caching: str) -> HttpResponse:
    """Send a file, in the best of the encodings that it was built in and the browser reads."""
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    headers = {"Cache-Control": caching, "Vary": "Accept-Encoding"}
    for encoding, ending in ENCODINGS.items():
        packed = found.with_name(found.name + ending)
        if _reads(request, encoding) and packed.is_file():
            found, headers["Content-Encoding"] = packed, encoding
            break
    # A build's files are small: whole, they leave in one piece, where a stream would go by 4 kB.
    return HttpResponse(found.read_bytes(), content_type=kind, headers=headers)


def _reads(request: HttpRequest, encoding: str) -> bool:
    """Whether the browser named this encoding, and not to refuse it (`br;q=0`)."""
    for said in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, weight = said.partition(";")
        if name.strip() == encoding:
            return not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight)
    return False
