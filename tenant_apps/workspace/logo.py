"""The logo as others show it: on the page of the web chat, in its header, in letters. Anybody may see it."""

from tenant_apps.files.models import StoredFile
from tenant_apps.workspace.models import Workspace

PATH = "/api/company/logo/"
LARGE, SMALL = "large", "small"


def logo_view(workspace: Workspace) -> dict[str, str] | None:
    """Return where anybody gets the logo in each size; None without one. The address changes with the picture."""
    if workspace.logo_id is None:
        return None
    mark = workspace.logo_id.hex[-12:]
    return {size: f"{PATH}{size}/?v={mark}" for size in (LARGE, SMALL)}


def logo_file(workspace: Workspace, size: str) -> StoredFile | None:
    """Return the picture of a size; None when there is none."""
    return {LARGE: workspace.logo, SMALL: workspace.logo_small}.get(size)
