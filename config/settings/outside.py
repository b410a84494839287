"""Every address of the outside world. In development and tests all of them are the sandbox."""

from config.settings import env

SANDBOX_URL = env.text("SANDBOX_URL", "http://127.0.0.1:" + env.text("PARLOR_SANDBOX_PORT", "8001"))

META_GRAPH_URL = env.text("META_GRAPH_URL", f"{SANDBOX_URL}/graph")
META_GRAPH_VERSION = env.text("META_GRAPH_VERSION", "v26.0")
META_APP_SECRETS = env.words("PARLOR_META_APP_SECRET")
META_VERIFY_TOKEN = env.text("PARLOR_META_VERIFY_TOKEN", "")

LLM_BASE_URL = env.text("LLM_BASE_URL", "")
LLM_MODEL = env.text("LLM_MODEL", "")
LLM_API_KEY = env.text("LLM_API_KEY", "")
LLM_TIMEOUT_S = env.number("LLM_TIMEOUT_S", 30)
LLM_EMBEDDINGS_BASE_URL = env.text("LLM_EMBEDDINGS_BASE_URL", "")
LLM_EMBEDDINGS_MODEL = env.text("LLM_EMBEDDINGS_MODEL", "")
LLM_EMBEDDINGS_API_KEY = env.text("LLM_EMBEDDINGS_API_KEY", "")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = env.number("EMAIL_PORT", env.number("PARLOR_SMTP_PORT", 8025))
EMAIL_TIMEOUT = 10
