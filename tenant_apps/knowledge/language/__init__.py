"""Words as customers write them → terms as the index keeps them. Pure; Ukrainian and English.

A term is a stem in a phonetic spelling of its own, so that "манікюр", "manikjur" and "педікюр"/"педикюр" meet.
"""

from tenant_apps.knowledge.language.lexicon import concept_terms
from tenant_apps.knowledge.language.terms import Word, chunk_terms, query_words, term_of, terms_of, trigrams

__all__ = ["Word", "chunk_terms", "concept_terms", "query_words", "term_of", "terms_of", "trigrams"]
