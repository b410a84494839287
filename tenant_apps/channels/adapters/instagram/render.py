"""What Instagram can do. The bodies are those of all of Meta's messaging: `meta_messaging.render`.

Source: instagram-platform/instagram-api-with-instagram-login/messaging-api (1000 bytes of text, types and sizes of
files, 100 calls a second and account, 10 with sound or film).
"""

from typing import Any

from tenant_apps.channels.adapters.meta_messaging.dialect import INSTAGRAM
from tenant_apps.channels.adapters.meta_messaging.render import render as render_body
from tenant_apps.channels.capabilities import Capabilities, MediaRule
from tenant_apps.channels.outbound import Outbound

_MB = 1024 * 1024
_SOUND = {"audio/aac", "audio/mp4", "audio/m4a", "audio/x-m4a", "audio/wav", "audio/x-wav"}
_FILM = {"video/mp4", "video/ogg", "video/x-msvideo", "video/quicktime", "video/webm"}

CAPABILITIES = Capabilities(
    max_text=1000,
    max_caption=0,
    text_unit="bytes",
    forms=frozenset({"text", "image", "video", "audio", "document", "buttons", "links"}),
    max_buttons=13,
    max_button_title=20,
    max_button_body=1000,
    reply_window_hours=24,
    person_window_hours=7 * 24,
    can_quote=True,
    can_react=True,
    can_mark_read=True,
    can_show_typing=True,
    per_second=40.0,
    burst=40,
    media={
        "image": MediaRule(8 * _MB, frozenset({"image/jpeg", "image/png"})),
        "video": MediaRule(25 * _MB, frozenset(_FILM)),
        "audio": MediaRule(25 * _MB, frozenset(_SOUND)),
        "document": MediaRule(25 * _MB, frozenset({"application/pdf"})),
    },
)


def render(outbound: Outbound, *, attachment_id: str = "") -> dict[str, Any]:
    """Return the request body; raises SendFailed for what Instagram would refuse."""
    return render_body(outbound, CAPABILITIES, INSTAGRAM, attachment_id=attachment_id)
