"""What tells how the house is: logs, counts, errors; docs/observability.md."""

from config.settings import env

# The release, told by heartbeats, errors and /healthz; set by whoever builds the image.
VERSION = env.text("PARLOR_VERSION", "development")
# Names of everything that telemetry keeps in Valkey begin so; two copies on one Valkey need two.
TELEMETRY_PREFIX = env.text("PARLOR_LAYER_PREFIX", "parlor") + ":telemetry"
# "json" for machines, "line" for people.
LOG_FORMAT = env.text("PARLOR_LOG_FORMAT", "line")
# A request that takes longer is told in the log.
SLOW_REQUEST_S = float(env.text("PARLOR_SLOW_REQUEST_S", "2"))

# /metrics answers to this bearer token, and without one to the addresses below when no proxy stands between.
METRICS_TOKEN = env.text("PARLOR_METRICS_TOKEN", "")
METRICS_ADDRESSES = env.words("PARLOR_METRICS_ADDRESSES", "127.0.0.1,::1")

# No address, no Sentry.
SENTRY_DSN = env.text("SENTRY_DSN", "")
SENTRY_ENVIRONMENT = env.text("SENTRY_ENVIRONMENT", "production")
