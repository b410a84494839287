"""pywa's own FastAPI server: checks the signature, parses the update, calls a handler that stores nothing.

The asynchronous edition, which is the faster of the two.
"""

import os

from fastapi import FastAPI
from pywa_async.client import WhatsApp
from pywa_async.types.message import Message

application = FastAPI()
whatsapp = WhatsApp(
    phone_id="104200000000001",
    token="unused",
    server=application,
    webhook_endpoint="/webhook/whatsapp/",
    verify_token=os.environ["PARLOR_META_VERIFY_TOKEN"],
    app_secret=os.environ["PARLOR_META_APP_SECRET"],
    validate_updates=True,
    # Our own door does no deduplication at this point either; the benchmark repeats one body.
    skip_duplicate_updates=False,
)


@whatsapp.on_message  # type: ignore[misc]  # pywa types its decorator for two ways of use
async def received(_: WhatsApp, __: Message) -> None:
    """Take note of nothing."""
