"""When two questions are the same one. Pure."""

import hashlib

from tenant_apps.knowledge.language.terms import terms_of, words_of


def fingerprint(question: str) -> str:
    """Return 64 hexadecimal digits, the same for a question in any order of words, case and endings."""
    words = sorted(set(terms_of(question))) or sorted(set(words_of(question))) or [question.strip()]
    return hashlib.sha256(" ".join(words).encode()).hexdigest()
