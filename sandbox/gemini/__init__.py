"""Google's Gemini on its own wire format, with the same deterministic model behind it as sandbox/openai.

Owns: /gemini/v1beta/models/{model}:generateContent and :streamGenerateContent.
"""
