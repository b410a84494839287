"""Where vendors send the browser back to after a sign-in: on to the workspace that it came from."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from tenant_apps.channels.actions import read_state
from tenants.hosts import url_of
from tenants.selectors import tenant_of_schema

_PATH = "/settings/channels/return"


@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Pass the code on in the fragment, which no server sees and no log keeps; the workspace redeems it."""
    errand = read_state(request.GET.get("state", ""))
    tenant = tenant_of_schema(errand.schema) if errand else None
    if errand is None or tenant is None:
        return HttpResponse(
            "This sign-in is too old. Go back to your workspace and start it again.",
            status=400,
            content_type="text/plain; charset=utf-8",
        )
    given = {name: request.GET[name] for name in ("code", "state", "error") if name in request.GET}
    fragment = urlencode({"kind": errand.kind, **given})
    response = HttpResponseRedirect(f"{url_of(tenant.slug)}{_PATH}#{fragment}")
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
