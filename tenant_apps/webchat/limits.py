"""How often visitors may knock: per visitor, per network address, per website."""

from shared_apps.core.keys import tenant_key
from shared_apps.core.ratelimit import take
from tenant_apps.webchat.errors import TooFast
from tenant_apps.webchat.tokens import Visitor

# (tokens a second, burst) of one visitor, one address and one website.
SESSION = {"address": (0.2, 20), "website": (50.0, 500)}
MESSAGE = {"visitor": (0.5, 12), "address": (2.0, 40), "website": (100.0, 1000)}
UPLOAD = {"visitor": (0.1, 10), "address": (0.5, 30), "website": (20.0, 200)}
READ = {"visitor": (2.0, 40), "address": (10.0, 200)}
ASK = {"visitor": (0.5, 10), "address": (5.0, 60), "website": (20.0, 200)}

Rule = dict[str, tuple[float, int]]


def check(name: str, rule: Rule, *, key: str, address: str, visitor: Visitor | None = None) -> None:
    """Count one `name`; raises TooFast."""
    who = {"address": address, "website": key, "visitor": "/".join(visitor.identity) if visitor else ""}
    for scope, (per_second, burst) in rule.items():
        if who[scope]:
            counted = tenant_key("webchat", name, key, scope, who[scope])
            wait_s = take(counted, per_second=per_second, burst=burst)
            if wait_s:
                raise TooFast(wait_s)
