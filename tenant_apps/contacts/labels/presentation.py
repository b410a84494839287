"""How labels look to the API and in socket frames."""

from typing import Any

from tenant_apps.contacts.labels.models import Label


def label_view(label: Label) -> dict[str, Any]:
    return {**label_chip(label), "description": label.description, "position": label.position}


def label_chip(label: Label) -> dict[str, Any]:
    """Return what a row shows of a label."""
    return {"id": str(label.id), "name": label.name, "colour": label.colour}
