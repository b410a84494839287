"""What Messenger can do. The bodies are those of all of Meta's messaging: `meta_messaging.render`.

Sources: messenger-platform/send-messages and its rate limits (300 calls a second and page, 10 with sound or film).
"""

from typing import Any

from tenant_apps.channels.adapters.meta_messaging.dialect import MESSENGER
from tenant_apps.channels.adapters.meta_messaging.render import render as render_body
from tenant_apps.channels.capabilities import Capabilities, MediaRule
from tenant_apps.channels.outbound import Outbound

_MB = 1024 * 1024

CAPABILITIES = Capabilities(
    max_text=2000,
    max_caption=0,
    forms=frozenset({"text", "image", "video", "audio", "document", "buttons", "links", "template"}),
    has_templates=True,
    max_buttons=13,
    max_button_title=20,
    max_button_body=2000,
    reply_window_hours=24,
    person_window_hours=7 * 24,
    can_quote=True,
    can_mark_read=True,
    can_show_typing=True,
    reports_delivery=True,
    # Above 40 messages a second Meta's own inbox stops to show them.
    per_second=40.0,
    burst=40,
    media={
        "image": MediaRule(25 * _MB, frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})),
        "video": MediaRule(25 * _MB),
        "audio": MediaRule(25 * _MB),
        "document": MediaRule(25 * _MB),
    },
)


def render(outbound: Outbound, *, attachment_id: str = "") -> dict[str, Any]:
    """Return the request body; raises SendFailed for what Messenger would refuse."""
    return render_body(outbound, CAPABILITIES, MESSENGER, attachment_id=attachment_id)
