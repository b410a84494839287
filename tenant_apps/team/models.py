"""A person inside this workspace."""

from django.db import models

from shared_apps.core.ids import uuid7
from tenants.models import Language, Role


class Member(models.Model):
    """`user_id` has no foreign key: a tenant's schema points nowhere outside itself, so it can move alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField(unique=True)
    name = models.TextField()
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10, choices=Role)
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def can_reply(self) -> bool:
        return self.role != Role.VIEWER

    @property
    def can_manage(self) -> bool:
        return self.role in {Role.OWNER, Role.ADMIN}
