"""How often one address may knock at a door that is open to strangers."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from shared_apps.core.keys import PUBLIC


class AddressThrottle(SimpleRateThrottle):
    """Counts per network address over all hosts together; the rates are `settings.THROTTLE_RATES`."""

    def get_rate(self) -> str:
        return str(settings.THROTTLE_RATES[str(self.scope)])

    def get_cache_key(self, request: Request, _: APIView) -> str:
        return f"{PUBLIC}:throttle:{self.scope}:{get_adapter().get_client_ip(request._request)}"


class RegisterThrottle(AddressThrottle):
    scope = "register"


class SignInThrottle(AddressThrottle):
    scope = "sign_in"


class CodesThrottle(AddressThrottle):
    scope = "codes"


class SlugThrottle(AddressThrottle):
    scope = "slug"


class RefreshThrottle(AddressThrottle):
    scope = "refresh"
