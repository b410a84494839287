from tenant_apps.channels.outbound import AccountCredentials
from tests.contract.samples.base import Sample


def _show(body: bytes, secret: str) -> dict[bytes, bytes]:
    return {b"x-telegram-bot-api-secret-token": secret.encode()}


SAMPLE = Sample(
    sign=_show,
    unknown="update_of_tomorrow",
    recipient=(("telegram_id", "7000000101"),),
    damaged=frozenset({"damaged_message"}),
    route="600100200",
    proves_body=False,
    account=AccountCredentials(
        "600100200",
        {"bot_token": "600100200:AAinventedTokenOfTheTests0123456789"},
        {"username": "lumi_salon_bot"},
    ),
)
