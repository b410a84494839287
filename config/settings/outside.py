"""Every address of the outside world. In development and tests all of them are the sandbox."""

from config.settings import env

SANDBOX_URL = env.text("SANDBOX_URL", "http://127.0.0.1:" + env.text("PARLOR_SANDBOX_PORT", "8001"))

META_GRAPH_URL = env.text("META_GRAPH_URL", f"{SANDBOX_URL}/graph")
META_GRAPH_VERSION = env.text("META_GRAPH_VERSION", "v26.0")
META_APP_SECRETS = env.words("PARLOR_META_APP_SECRET")
META_APP_ID = env.text("META_APP_ID", "100000000000001")
# Permissions to ask for beside those that every app has, say pages_utility_messaging for Messenger's templates.
META_EXTRA_SCOPES = env.words("META_EXTRA_SCOPES")
META_DIALOG_URL = env.text("META_DIALOG_URL", f"{SANDBOX_URL}/dialog")
# The configuration of "Facebook Login for Business" that holds WhatsApp's embedded signup.
WHATSAPP_SIGNUP_CONFIG_ID = env.text("WHATSAPP_SIGNUP_CONFIG_ID", "")
# Instagram Login is an app of its own, with its own id, secret and hosts.
INSTAGRAM_APP_ID = env.text("INSTAGRAM_APP_ID", "100000000000002")
INSTAGRAM_APP_SECRETS = env.words("PARLOR_INSTAGRAM_APP_SECRET") or META_APP_SECRETS
INSTAGRAM_GRAPH_URL = env.text("INSTAGRAM_GRAPH_URL", f"{SANDBOX_URL}/instagram-graph")
INSTAGRAM_API_URL = env.text("INSTAGRAM_API_URL", f"{SANDBOX_URL}/instagram-api")
INSTAGRAM_DIALOG_URL = env.text("INSTAGRAM_DIALOG_URL", f"{SANDBOX_URL}/instagram-dialog")
# Sign-in with Google: a web client of Google Cloud; without an id nobody is offered it.
GOOGLE_CLIENT_ID = env.text("GOOGLE_CLIENT_ID", "100000000003.apps.parlor.example")
GOOGLE_CLIENT_SECRET = env.text("PARLOR_GOOGLE_CLIENT_SECRET", "parlor-development-google-secret")
GOOGLE_AUTHORIZE_URL = env.text("GOOGLE_AUTHORIZE_URL", f"{SANDBOX_URL}/google/o/oauth2/v2/auth")
GOOGLE_TOKEN_URL = env.text("GOOGLE_TOKEN_URL", f"{SANDBOX_URL}/google/token")
GOOGLE_CERTS_URL = env.text("GOOGLE_CERTS_URL", f"{SANDBOX_URL}/google/oauth2/v3/certs")
TELEGRAM_API_URL = env.text("TELEGRAM_API_URL", f"{SANDBOX_URL}/telegram")
STRIPE_API_URL = env.text("STRIPE_API_URL", f"{SANDBOX_URL}/stripe")
META_VERIFY_TOKEN = env.text("PARLOR_META_VERIFY_TOKEN", "")

# Web push: our private key (32 bytes, base64url), and whom a push service may write to. No key: nobody is pushed to.
VAPID_PRIVATE_KEY = env.text("PARLOR_VAPID_PRIVATE_KEY", "")
VAPID_CONTACT = env.text("PARLOR_VAPID_CONTACT", "mailto:push@parlor.example")

LLM_BASE_URL = env.text("LLM_BASE_URL", "")
LLM_MODEL = env.text("LLM_MODEL", "")
LLM_API_KEY = env.text("LLM_API_KEY", "")
LLM_TIMEOUT_S = env.number("LLM_TIMEOUT_S", 30)
# "openai" for every compatible server, "gemini" for Google's own wire format (…/v1beta).
LLM_API = env.text("LLM_API", "openai")
# A second model of the installation, asked when the first one fails.
LLM_FALLBACK_BASE_URL = env.text("LLM_FALLBACK_BASE_URL", "")
LLM_FALLBACK_MODEL = env.text("LLM_FALLBACK_MODEL", "")
LLM_FALLBACK_API_KEY = env.text("LLM_FALLBACK_API_KEY", "")
LLM_FALLBACK_API = env.text("LLM_FALLBACK_API", "openai")
# Where Gemini is asked when a workspace gives a key and no address of its own.
GEMINI_URL = env.text("GEMINI_URL", f"{SANDBOX_URL}/gemini/v1beta")
# Spoken replies: any endpoint with OpenAI's /audio/speech; without one everything is written.
SPEECH_BASE_URL = env.text("SPEECH_BASE_URL", "")
SPEECH_MODEL = env.text("SPEECH_MODEL", "")
SPEECH_API_KEY = env.text("SPEECH_API_KEY", "")
LLM_EMBEDDINGS_BASE_URL = env.text("LLM_EMBEDDINGS_BASE_URL", "")
LLM_EMBEDDINGS_MODEL = env.text("LLM_EMBEDDINGS_MODEL", "")
LLM_EMBEDDINGS_API_KEY = env.text("LLM_EMBEDDINGS_API_KEY", "")

# Photos are looked at by Google Vision when it has a key, else by a chat model that sees, else on this machine.
GOOGLE_VISION_URL = env.text("GOOGLE_VISION_URL", f"{SANDBOX_URL}/vision")
GOOGLE_VISION_API_KEY = env.text("PARLOR_GOOGLE_VISION_API_KEY", "")
VISION_BASE_URL = env.text("VISION_BASE_URL", "")
VISION_MODEL = env.text("VISION_MODEL", "")
VISION_API_KEY = env.text("VISION_API_KEY", "")

# Voice messages are written down by any endpoint with OpenAI's /audio/transcriptions; without one they are not.
TRANSCRIPTION_BASE_URL = env.text("TRANSCRIPTION_BASE_URL", "")
TRANSCRIPTION_MODEL = env.text("TRANSCRIPTION_MODEL", "")
TRANSCRIPTION_API_KEY = env.text("TRANSCRIPTION_API_KEY", "")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = env.number("EMAIL_PORT", env.number("PARLOR_SMTP_PORT", 8025))
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_TIMEOUT = 10
# Domains that the house may send from: proved at its mail provider, for mailboxes that are only forwarded to us.
EMAIL_SENDER_DOMAINS = env.words("PARLOR_EMAIL_SENDER_DOMAINS")
SANDBOX_IMAP_PORT = env.number("PARLOR_IMAP_PORT", 8143)
# Who is asked for the proof of a domain: `address:port`. None: the machine's own resolvers; in development the sandbox.
DNS_SERVERS = env.words(
    "PARLOR_DNS_SERVERS",
    f"127.0.0.1:{env.number('PARLOR_DNS_PORT', env.number('PARLOR_SANDBOX_PORT', 8001) + 152)}",
)
