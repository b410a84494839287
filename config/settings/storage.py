"""Where files live: a folder by default, S3-compatible storage when a bucket is named."""

from config.settings import env

DATA_DIR = env.text("PARLOR_DATA_DIR", str(env.ROOT / ".parlor"))
MEDIA_ROOT = f"{DATA_DIR}/media"

_BUCKET = env.text("S3_BUCKET", "")
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _BUCKET,
            "endpoint_url": env.text("S3_ENDPOINT_URL", "") or None,
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
    if _BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
UPLOAD_MAX_BYTES = 25_000_000
# A body of several files; what is larger is refused before it is taken.
UPLOAD_MAX_BODY_BYTES = 110_000_000
# The most that any workspace keeps; plans may allow less.
KNOWLEDGE_MAX_DOCUMENTS = 2000
KNOWLEDGE_MAX_PHOTOS = 2000
KNOWLEDGE_MAX_BYTES = 5_000_000_000
