"""Each page in the visitor's language, and below `/en/` and `/uk/` in that one."""

from typing import Any

from django.urls import URLPattern, path, re_path

from shared_apps.site import views
from shared_apps.site.addresses import LISTED

_LANGUAGE = r"^(?:(?P<language>en|uk)(?:/|$))?"


def _at(page: str, view: Any, given: dict[str, str] | None = None) -> URLPattern:
    found: URLPattern = re_path(rf"{_LANGUAGE}{LISTED[page]}/?$", view, given)
    return found


urlpatterns = [
    _at("landing", views.landing),
    _at("pricing", views.pricing),
    _at("find", views.find),
    *(_at(page, views.legal, {"page": page}) for page in ("terms", "privacy", "cookies", "processing")),
    path("robots.txt", views.robots),
    path("sitemap.xml", views.sitemap),
]
