from collections.abc import Sequence

from tenant_apps.knowledge.profile.tasks import read
from tenant_apps.workspace.events import CardChanged


def follow_card(_: Sequence[CardChanged]) -> None:
    read.delay()
