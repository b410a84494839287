"""What people say about themselves."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from shared_apps.accounts.models import User
from tenants.selectors import memberships_of


def update_profile(user: User, *, name: str, language: str) -> User:
    """Change name and language, and have every workspace of the person copy them."""
    user.name, user.language = name, language
    with transaction.atomic():
        user.save(update_fields=["name", "language"])
        copy_to_workspaces(user)
    return user


def copy_to_workspaces(user: User) -> None:
    """Have every workspace of the person copy their name, language and address, once this transaction holds."""
    copy = import_string(settings.PROFILE_COPY)
    for membership in memberships_of(user):
        headers = {"_schema_name": membership.tenant.schema_name}
        send = partial(copy.apply_async, args=[str(user.id)], headers=headers)
        transaction.on_commit(send, robust=True)
