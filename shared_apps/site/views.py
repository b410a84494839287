"""The pages. Each is shown in the language of its prefix, without one in the visitor's own."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from shared_apps.accounts.devices import address_of
from shared_apps.site import addresses
from shared_apps.site.finding import ask_for_letter
from shared_apps.site.pricing import catalogue
from shared_apps.site.words import LANGUAGES, words_of

_REF = re.compile(r"[A-Za-z0-9_-]{1,40}")
MAX_AGE_S = 300
MAX_EMAIL = 254


def language_of(request: HttpRequest, prefix: str | None = None) -> str:
    """Return the language of an address, else of the visitor's browser."""
    if prefix in LANGUAGES:
        return str(prefix)
    return "uk" if get_language_from_request(request).startswith("uk") else "en"


@require_safe
def landing(request: HttpRequest, language: str | None = None) -> HttpResponse:
    shown = language_of(request, language)
    plans = catalogue(shown)
    return _page(request, "landing", shown, plans=plans, data=_about_us(shown, plans["cards"]))


@require_safe
def pricing(request: HttpRequest, language: str | None = None) -> HttpResponse:
    shown = language_of(request, language)
    trial = words_of(shown)["pricing"]["trial"].replace("{n}", str(settings.BILLING_TRIAL_DAYS))
    # Without Stripe nothing can be bought, nor tried before.
    told = trial if settings.STRIPE_SECRET_KEY and settings.BILLING_TRIAL_DAYS else ""
    return _page(request, "pricing", shown, plans=catalogue(shown), trial_text=told)


@require_safe
def legal(request: HttpRequest, page: str, language: str | None = None) -> HttpResponse:
    shown = language_of(request, language)
    told: dict[str, Any] = {"operator": settings.SITE_OPERATOR, "contact": settings.SITE_CONTACT}
    head, body = words_of(shown)[page]["head"], f"site/legal/{page}.{shown}.html"
    return _page(request, page, shown, template="legal", head=head, body=body, **told)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest, language: str | None = None) -> HttpResponse:
    """Ask for the letter with one's workspaces; whoever asks sees the same answer for every address."""
    shown = language_of(request, language)
    if request.method != "POST":
        return _page(request, "find", shown, is_kept=False)
    email = request.POST.get("email", "").strip()
    try:
        validate_email(email)
        if len(email) > MAX_EMAIL:
            raise ValidationError("too long")
    except ValidationError:
        return _page(request, "find", shown, status=400, error="invalid", email=email)
    if wait_s := ask_for_letter(email=email, address=address_of(request), language=shown):
        answer = _page(request, "find", shown, status=429, error="often", email=email)
        answer["Retry-After"] = str(round(wait_s) + 1)
        return answer
    return _page(
        request,
        "find",
        shown,
        is_kept=False,
        sent_to=email,
        sent_text=words_of(shown)["find"]["sent"].replace("{email}", email),
    )


def unknown(request: HttpRequest, path: str = "") -> HttpResponse:
    """Say that there is no such page, in the language of the address's beginning."""
    shown = language_of(request, path.partition("/")[0])
    return _page(request, "missing", shown, status=404)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = "\n".join(
        f"Disallow: /{path}" for path in ("api/", "workspaces", "enter", "console", "reset-password")
    )
    text = f"User-agent: *\n{closed}\n\nSitemap: {addresses.home()}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=_kept())


@require_safe
def robots_of_workspace(request: HttpRequest) -> HttpResponse:
    """On a workspace's host: only its public chat is for search engines."""
    text = "User-agent: *\nAllow: /chat/\nDisallow: /\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=_kept())


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    pages = [
        {
            "address": addresses.home() + addresses.path_of(page, language),
            "alternates": addresses.alternates(page),
        }
        for page in addresses.LISTED
        for language in LANGUAGES
    ]
    return render(
        request, "site/sitemap.xml", {"pages": pages}, content_type="application/xml; charset=utf-8"
    )


def _kept() -> dict[str, str]:
    return {"Cache-Control": f"public, max-age={MAX_AGE_S}"}


def _page(
    request: HttpRequest,
    page: str,
    language: str,
    *,
    status: int = 200,
    template: str = "",
    is_kept: bool = True,
    **more: Any,
) -> HttpResponse:
    words = words_of(language)
    given = request.GET.get("ref", "")
    ref = given if _REF.fullmatch(given) else ""
    is_listed = page in addresses.LISTED
    here = page if is_listed else "landing"
    shown = {
        "page": page,
        "language": language,
        "w": words,
        "home": addresses.home(),
        "title": words[page]["title"],
        "description": words[page]["description"],
        "is_listed": is_listed and status == 200,
        "canonical": addresses.home() + addresses.path_of(here, language),
        "alternates": addresses.alternates(here),
        "paths": {name: addresses.path_of(name, language, ref=ref) for name in addresses.LISTED},
        "others": [(code, addresses.path_of(here, code, ref=ref)) for code in LANGUAGES],
        "sign_up": f"/sign-up?lang={language}" + (f"&ref={ref}" if ref else ""),
        "sign_in": f"/sign-in?lang={language}",
        "is_signed_in": request.user.is_authenticated,
        **more,
    }
    answer = render(request, f"site/{template or page}.html", shown, status=status)
    is_for_all = is_kept and status == 200 and not shown["is_signed_in"]
    answer["Cache-Control"] = _kept()["Cache-Control"] if is_for_all else "private, no-cache"
    answer["Content-Language"] = language
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer


def _about_us(language: str, cards: Sequence[Mapping[str, Any]]) -> str:
    """Return the page's structured data (schema.org), safe inside a script element."""
    words, home = words_of(language), addresses.home()
    known = [
        {
            "@type": "Organization",
            "@id": f"{home}/#organization",
            "name": "Parlor",
            "url": f"{home}/",
            "logo": f"{home}/icons/icon-512.png",
        },
        {
            "@type": "SoftwareApplication",
            "name": "Parlor",
            "applicationCategory": "BusinessApplication",
            "operatingSystem": "Web",
            "inLanguage": list(LANGUAGES),
            "description": words["landing"]["description"],
            "url": home + addresses.path_of("landing", language),
            "offers": [
                {
                    "@type": "Offer",
                    "name": card["name"],
                    "price": card["price"],
                    "priceCurrency": card["currency"],
                }
                for card in cards
            ],
        },
        {
            "@type": "FAQPage",
            "mainEntity": [
                {"@type": "Question", "name": q, "acceptedAnswer": {"@type": "Answer", "text": a}}
                for q, a in words["landing"]["faq"]
            ],
        },
    ]
    told = json.dumps({"@context": "https://schema.org", "@graph": known}, ensure_ascii=False)
    return told.replace("<", "\\u003c")
