"""Read a file into blocks: headings, paragraphs, table rows with their headers. Pure, except for OCR's own tools.

`extract_safely(content, name=…)` is the way in for files of strangers: a process of its own, bounded in memory and
time. `extract` is the same within this process. Both raise ExtractFailed with a reason that a person understands.
"""

from tenant_apps.knowledge.extract.apart import extract_safely
from tenant_apps.knowledge.extract.blocks import Block, Extracted, ExtractFailed, FailureCode, PageReport
from tenant_apps.knowledge.extract.reader import extract

__all__ = [
    "Block",
    "ExtractFailed",
    "Extracted",
    "FailureCode",
    "PageReport",
    "extract",
    "extract_safely",
]
