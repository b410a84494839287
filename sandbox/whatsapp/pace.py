"""WhatsApp's speed limits, from Meta's throughput page; applied only when their switch is on."""

from sandbox.pace import Pace
from sandbox.whatsapp.errors import MetaError

NUMBER_PER_SECOND = 80
# One message in 6 seconds to the same person on average; up to 45 at once borrow from the future.
PAIR_PAUSE_S = 6.0
PAIR_BURST = 45


def check_throughput(pace: Pace, account: str) -> None:
    """Raise 130429 above 80 messages in one second."""
    if not pace.has_room(f"whatsapp:{account}", NUMBER_PER_SECOND):
        raise MetaError(130429, "Cloud API message throughput has been reached.")


def check_pair(pace: Pace, account: str, address: str) -> None:
    """Raise 131056 when this person got more than the burst and the pause allow."""
    if not pace.has_pair_room(account, address, pause_s=PAIR_PAUSE_S, burst=PAIR_BURST):
        raise MetaError(131056, "Too many messages sent from this phone number to the same user.")
