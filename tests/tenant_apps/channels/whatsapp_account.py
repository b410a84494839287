"""The number of WhatsApp's that these tests connect, and what is stored of it."""

from shared_apps.facts.models import FactRow
from shared_apps.intake.models import Route
from tenant_apps.channels.models import ChannelAccount
from tests.cast import Person
from tests.conftest import InTenant

CONNECT = "/api/integrations/whatsapp/connect/"
LIST = "/api/integrations/"


def stored(in_tenant: InTenant, person: Person) -> list[ChannelAccount]:
    with in_tenant(person.tenant):
        return list(ChannelAccount.objects.order_by("id"))


def routes() -> dict[str, str]:
    return dict(Route.objects.filter(platform="whatsapp").values_list("account_id", "schema_name"))


def announced(name: str) -> int:
    return FactRow.objects.filter(name=name).count()
