"""What the console kept of a business that is no more."""

from shared_apps.console.models import Channel, Company
from shared_apps.plans.models import FeatureFlag, PlanRequest
from tenants.models import Tenant


def forget_tenant(tenant: Tenant) -> None:
    """Delete its channels, numbers, switches and what its owner wrote; its days stay in the platform's course."""
    for model in (Channel, Company, FeatureFlag, PlanRequest):
        model.objects.filter(tenant=tenant).delete()
