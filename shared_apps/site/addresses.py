"""Where the public pages are: `/pricing` in the visitor's own language, `/en/pricing` and `/uk/pricing` in one."""

from urllib.parse import urlencode

from django.conf import settings

from shared_apps.site.words import LANGUAGES

# Every page that search engines may list, by its address below a language; the landing page has none.
LISTED = {
    "landing": "",
    "pricing": "pricing",
    "find": "find-workspace",
    "terms": "terms",
    "privacy": "privacy",
    "cookies": "cookies",
    "processing": "data-processing",
}


def home() -> str:
    """Return the address of the public site, without a slash at its end."""
    return f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}"


def path_of(page: str, language: str, *, ref: str = "") -> str:
    """Return the path of a page in a language, with the code of whoever recommended us."""
    path = f"/{language}/{LISTED[page]}" if LISTED[page] else f"/{language}/"
    return f"{path}?{urlencode({'ref': ref})}" if ref else path


def alternates(page: str) -> list[tuple[str, str]]:
    """Return (hreflang, address) of a page in each language, and for everybody else."""
    listed = [(language, home() + path_of(page, language)) for language in LANGUAGES]
    return [*listed, ("x-default", home() + path_of(page, "en"))]
