"""Each page in the visitor's language, and below `/en/` and `/uk/` in that one; compressed on its way."""

from typing import Any

from django.urls import URLPattern, path, re_path
from django.views.decorators.gzip import gzip_page

from shared_apps.site import views
from shared_apps.site.addresses import LISTED

_LANGUAGE = r"^(?:(?P<language>en|uk)(?:/|$))?"


def _at(page: str, view: Any, given: dict[str, str] | None = None) -> URLPattern:
    found: URLPattern = re_path(rf"{_LANGUAGE}{LISTED[page]}/?$", gzip_page(view), given)
    return found


urlpatterns = [
    _at("landing", views.landing),
    _at("pricing", views.pricing),
    _at("find", views.find),
    *(_at(page, views.legal, {"page": page}) for page in ("terms", "privacy", "cookies", "processing")),
    path("robots.txt", views.robots),
    path("sitemap.xml", views.sitemap),
]
