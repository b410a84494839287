"""Who writes in the recorded events of WhatsApp."""

from datetime import UTC, datetime
from typing import Any

from tenant_apps.channels.inbound import Sender
from tests.contract.samples import parsed

NUMBER = "700100200300"
BSUID = ("bsuid", "UA.51423001122334455667")
IDENTITIES = (BSUID, ("wa_id", "380671112233"), ("phone", "+380671112233"))
DANA = Sender(IDENTITIES, name="Dana Koval")
AT = datetime.fromtimestamp(1790000000, UTC)
QUOTED = "wamid.OURS01"


def only(name: str) -> Any:
    [event] = parsed("whatsapp", name)
    return event
