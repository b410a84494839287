"""What was really read from a document, page by page, as its owner may look at it.

Owns: ReadPage. A sheet is a page; what has no pages is cut into parts of a bounded length.
"""
