"""A business's own website → its card: name, words, colours, logo, ways to reach it. Strangers' bytes all through."""

import base64
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from shared_apps.core import egress
from tenant_apps.knowledge.sources.web.addresses import typed
from tenant_apps.onboarding.colours import brand_colours
from tenant_apps.onboarding.errors import LogoUnreadable, WebsiteUnreadable
from tenant_apps.onboarding.pages import Page, read_page
from tenant_apps.workspace import pictures
from tenant_apps.workspace.errors import NotAPicture

PAGE_BYTES, STYLE_BYTES, PICTURE_BYTES = 3_000_000, 600_000, 3_000_000
PAGE_S, PART_S = 8.0, 4.0
# Somebody waits in front of the form: what has not come by then is left out.
WHOLE_S = 14.0
MOST_LOGOS = 4


@dataclass(frozen=True)
class Logo:
    """A picture to choose from; `preview` is a small PNG as a data address, since the page asks no strangers."""

    url: str
    preview: str


@dataclass(frozen=True)
class Card:
    website: str
    name: str = ""
    about: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    colours: list[str] = field(default_factory=list)
    logos: list[Logo] = field(default_factory=list)

    def view(self) -> dict[str, Any]:
        return asdict(self)


def look_at(text: str) -> Card:
    """Return what the website says of its business; raises WebsiteUnreadable."""
    url = typed(text)
    if not url:
        raise WebsiteUnreadable("This is not the address of a website. Write it as salon.example.")
    ends_at = time.monotonic() + WHOLE_S
    answer = _home(url)
    page = read_page(answer.body, url=answer.url, content_type=answer.content_type)
    return Card(
        website=answer.url,
        name=page.name,
        about=page.about,
        phone=page.phone,
        email=page.email,
        address=page.address,
        colours=brand_colours(page.named_colours, page.styles + _styles(page, ends_at)),
        logos=_logos(page, ends_at),
    )


def picture_at(url: str) -> bytes:
    """Return the picture that was chosen as the logo; raises LogoUnreadable."""
    try:
        answer = egress.fetch(url, max_bytes=PICTURE_BYTES, timeout_s=PAGE_S)
    except (egress.EgressRefused, ValueError) as error:
        raise LogoUnreadable from error
    if answer.status != 200:
        raise LogoUnreadable
    return answer.body


def _home(url: str) -> egress.Response:
    try:
        answer = egress.fetch(url, max_bytes=PAGE_BYTES, timeout_s=PAGE_S)
    except (egress.EgressRefused, ValueError) as error:
        raise WebsiteUnreadable(str(error)) from error
    if not 200 <= answer.status < 300:
        raise WebsiteUnreadable(f"The website answered with {answer.status}. Fill the form in by hand.")
    return answer


def _styles(page: Page, ends_at: float) -> str:
    for url in page.stylesheets[:1]:
        found = _part(url, STYLE_BYTES, ends_at)
        if found is not None:
            return found.decode("utf-8", "replace")
    return ""


def _logos(page: Page, ends_at: float) -> list[Logo]:
    found: list[Logo] = []
    for url in page.logos:
        if len(found) == MOST_LOGOS:
            break
        content = _part(url, PICTURE_BYTES, ends_at)
        if content is None:
            continue
        try:
            small = pictures.logos(content)[-1]
        except NotAPicture:
            continue
        preview = f"data:image/png;base64,{base64.b64encode(small).decode()}"
        if all(preview != other.preview for other in found):
            found.append(Logo(url, preview))
    return found


def _part(url: str, max_bytes: int, ends_at: float) -> bytes | None:
    """Return something beside the page; None when it cannot be had in time, which spoils nothing."""
    left = min(PART_S, ends_at - time.monotonic())
    if left <= 0:
        return None
    try:
        answer = egress.fetch(url, max_bytes=max_bytes, timeout_s=left)
    except (egress.EgressRefused, ValueError):
        return None
    return answer.body if answer.status == 200 else None
