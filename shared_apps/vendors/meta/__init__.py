"""Meta's Graph API over HTTP, without models.

Vendor docs: https://developers.facebook.com/docs/graph-api. Base address and version are settings
(META_GRAPH_URL, META_GRAPH_VERSION). Tokens travel in the Authorization header only, never in an address.
"""

from .client import GraphClient
from .errors import FileTooLarge, GraphError, GraphUnreachable
from .media import MediaFile

__all__ = ["FileTooLarge", "GraphClient", "GraphError", "GraphUnreachable", "MediaFile"]
