"""Files that nothing uses go after a while; what anything names stays."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared_apps.core.clock import now
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.drafts.models import Draft
from tenant_apps.conversations.models import Attachment, Conversation, Message
from tenant_apps.files.actions import store
from tenant_apps.files.jobs import clean
from tenant_apps.files.models import StoredFile
from tenant_apps.workspace.models import Workspace
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import InTenant


@pytest.fixture
def inside(acme: Tenant, in_tenant: InTenant):  # type: ignore[no-untyped-def]
    with in_tenant(acme):
        yield acme


def old_file(name: str) -> StoredFile:
    stored = store(name=name, content_type="text/plain", content=name.encode())
    StoredFile.objects.filter(id=stored.id).update(created_at=now() - timedelta(days=30))
    return stored


def test_it_removes_what_nothing_uses_and_leaves_the_rest(inside: Tenant, ada: Person) -> None:
    account = ChannelAccount.objects.create(kind="telegram", name="Bot", external_id="7")
    thread = Conversation.objects.create(contact=Contact.objects.create(name="Dana"), channel_account=account)
    message = Message.objects.create(
        conversation=thread, channel_account=account, direction="out", kind="text",
        sender_kind="member", status="sent", provider_at=now(),
    )  # fmt: skip
    sent, drafted, unused = old_file("sent.txt"), old_file("drafted.txt"), old_file("unused.txt")
    fresh = store(name="fresh.txt", content_type="text/plain", content=b"fresh")
    Attachment.objects.create(message=message, kind="document", file=sent)
    Draft.objects.create(
        member=ada.member, conversation=thread, attachments=[drafted.id, uuid4()], written_at=now()
    )

    removed = clean(now())

    assert removed == 1
    assert set(StoredFile.objects.values_list("id", flat=True)) == {sent.id, drafted.id, fresh.id}
    assert not StoredFile.objects.filter(id=unused.id).exists()
    assert clean(now()) == 0


def test_it_finds_a_file_that_settings_name(inside: Tenant) -> None:
    logo = old_file("logo.txt")
    ChannelAccount.objects.create(
        kind="webchat", name="Website", external_id="8", settings={"logo": str(logo.id)}
    )

    assert clean(now()) == 0
    assert Workspace.objects.exists()
