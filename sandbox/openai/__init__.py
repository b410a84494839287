"""An OpenAI-compatible model without a model: deterministic, extractive, honest about what it found.

Owns: /openai/v1/chat/completions, /embeddings, /models. Answers come only from what the request carries
(tool results, else the system prompt); the same request always gives the same answer.
"""
