"""The widget's script and the hosted page, both with the website's own settings inside."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.translation import get_language_from_request
from django.views.decorators.clickjacking import xframe_options_deny
from django.views.decorators.http import require_safe

from shared_apps.plans import entitlements
from tenant_apps.channels.adapters.webchat.render import MAX_FILE_BYTES
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.webchat import selectors, widget
from tenant_apps.webchat.errors import NoSuchWebsite
from tenant_apps.workspace.logo import logo_view
from tenant_apps.workspace.selectors import current_workspace
from tenants.hosts import is_called
from tenants.selectors import current_tenant

MAX_AGE_S = 300


@require_safe
def script(request: HttpRequest, slug: str) -> HttpResponse:
    """Serve the widget for one website: `?site=<key>`, else the oldest."""
    account = _website(slug, request.GET.get("site", ""))
    bundle = Path(settings.WIDGET_BUNDLE)
    if not bundle.is_file():
        return HttpResponse(
            "// The widget is not built. Run bin/up.", status=503, content_type="text/javascript"
        )
    told = json.dumps(_told(account, slug), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    source = f"(function(__PARLOR__){{{bundle.read_text('utf-8')}\n}})({told});"
    etag = f'"{hashlib.sha256(source.encode()).hexdigest()[:32]}"'
    is_known = request.headers.get("If-None-Match") == etag
    response = (
        HttpResponseNotModified()
        if is_known
        else HttpResponse(source, content_type="text/javascript; charset=utf-8")
    )
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={MAX_AGE_S}"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _told(account: ChannelAccount, slug: str) -> dict[str, Any]:
    workspace = current_workspace()
    return {
        **widget.shown_to_visitors(
            account.settings, brand=workspace.brand_colour, has_mark=entitlements.has_watermark()
        ),
        "key": account.external_id,
        "slug": slug,
        "name": workspace.name,
        "logo": logo["small"] if (logo := logo_view(workspace)) else None,
        "language": workspace.language,
        "max_file_bytes": MAX_FILE_BYTES,
    }


@require_safe
@xframe_options_deny
def page(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Serve the chat as a page of its own, for a link in a letter or on a card."""
    tenant = current_tenant()
    slug = slug or (tenant.slug if tenant else "")
    account = _website(slug, "")
    workspace = current_workspace()
    wanted = get_language_from_request(request)
    shown = {
        "account": account,
        "workspace": workspace,
        "logo": logo_view(workspace),
        "slug": slug,
        "language": "uk" if wanted.startswith("uk") else "en",
    }
    return render(request, "webchat/chat.html", shown)


def nobody(request: HttpRequest) -> HttpResponse:
    """Answer for a business that does not exist."""
    raise Http404("There is no chat at this address.")


def _website(slug: str, key: str) -> ChannelAccount:
    tenant = current_tenant()
    if tenant is None or not is_called(tenant, slug):
        raise Http404("There is no chat at this address.")
    try:
        return selectors.website(key) if key else selectors.default_website()
    except NoSuchWebsite as error:
        raise Http404(error.message) from error
