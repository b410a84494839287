"""Read a file into blocks: headings, paragraphs, table rows with their headers. Pure, except for OCR's own tools.

`extract(content, name=…)` is the only way in; it raises ExtractFailed with a reason that a person understands.
"""

from tenant_apps.knowledge.extract.blocks import Block, Extracted, ExtractFailed, FailureCode
from tenant_apps.knowledge.extract.reader import extract

__all__ = ["Block", "ExtractFailed", "Extracted", "FailureCode", "extract"]
