"""Meta's Graph API over HTTP, without models.

Vendor docs: https://developers.facebook.com/docs/graph-api. Base addresses and version are settings (META_GRAPH_URL,
META_GRAPH_VERSION; INSTAGRAM_GRAPH_URL and INSTAGRAM_API_URL for the Instagram Login). Access tokens travel in the
Authorization header only, never in an address, save where Instagram renews one.
"""

from .client import GraphClient, download_file, exchange_instagram_code
from .errors import FileTooLarge, GraphError, GraphUnreachable
from .media import MediaFile
from .signature import challenge, is_signed

__all__ = [
    "FileTooLarge",
    "GraphClient",
    "GraphError",
    "GraphUnreachable",
    "MediaFile",
    "challenge",
    "download_file",
    "exchange_instagram_code",
    "is_signed",
]
