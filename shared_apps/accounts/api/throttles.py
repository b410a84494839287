"""How often one may knock: at doors that are open to strangers by address, at all others by who is knocking."""

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle

from shared_apps.accounts.credentials import Credential
from shared_apps.accounts.devices import address_of
from shared_apps.core.keys import PUBLIC
from shared_apps.core.ratelimit import take

if TYPE_CHECKING:  # DRF's views load these classes as their default
    from rest_framework.views import APIView

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
KINDS = {"browser": "browser", "client": "user", "key": "key"}


class AddressThrottle(SimpleRateThrottle):
    """Counts per network address over all hosts together; the rates are `settings.THROTTLE_RATES`."""

    def get_rate(self) -> str:
        return str(settings.THROTTLE_RATES[str(self.scope)])

    def get_cache_key(self, request: Request, _: "APIView") -> str:
        return f"{PUBLIC}:throttle:{self.scope}:{get_adapter().get_client_ip(request._request)}"


class RegisterThrottle(AddressThrottle):
    scope = "register"


class SignInThrottle(AddressThrottle):
    scope = "sign_in"


class CodesThrottle(AddressThrottle):
    scope = "codes"


class SlugThrottle(AddressThrottle):
    scope = "slug"


class JoinThrottle(AddressThrottle):
    scope = "join"


class RefreshThrottle(AddressThrottle):
    scope = "refresh"


class EveryRequest(BaseThrottle):
    """Counts what a person, their API clients, or a key ask; strangers by address. One step in Valkey per request.

    A rate such as 1000/h lets a thousand through at once and gives one back every 3.6 seconds.
    """

    wait_s = 0.0

    def allow_request(self, request: Request, view: "APIView") -> bool:
        if isinstance(request.auth, Credential):
            kind = KINDS[request.auth.kind]
            who: Any = request.auth.id if kind == "key" else request.user.pk
        elif view.get_authenticators():
            kind, who = "anonymous", address_of(request._request)
        else:
            # Doors that know their visitors by other means limit them by other means.
            return True
        return self._take(kind, who)

    def _take(self, kind: str, who: object) -> bool:
        rate = str(settings.THROTTLE_RATES[kind])
        count, _, per = rate.partition("/")
        key = cache.make_key(f"{PUBLIC}:every:{kind}:{rate}:{who}")
        self.wait_s = take(key, per_second=int(count) / SECONDS[per[0]], burst=int(count))
        return self.wait_s == 0

    def wait(self) -> float | None:
        return self.wait_s


class AnonymousThrottle(EveryRequest):
    """For open doors without a limit of their own: by address, whoever it is."""

    def allow_request(self, request: Request, _: "APIView") -> bool:
        return self._take("anonymous", address_of(request._request))
