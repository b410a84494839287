"""A plain Django view as most products have it: check the signature, parse, one INSERT, answer."""

import hashlib
import hmac
import json
import os

import django
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config.settings import env

settings.configure(
    SECRET_KEY="a-reference-signs-nothing",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            **env.database(os.environ["DATABASE_URL"]),
            # As it comes, Django connects anew for every request under ASGI; with BENCH_POOL it keeps a pool.
            "OPTIONS": {"pool": {"min_size": 4, "max_size": 16}} if "BENCH_POOL" in os.environ else {},
        }
    },
)
django.setup()

SECRET = os.environ["PARLOR_META_APP_SECRET"].encode()


@csrf_exempt
def webhook(request: HttpRequest) -> JsonResponse:
    expected = "sha256=" + hmac.new(SECRET, request.body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("X-Hub-Signature-256", "")):
        return JsonResponse({}, status=401)
    body = json.loads(request.body)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.bench_plain (platform, account_id, payload) VALUES ('whatsapp', %s, %s)",
            [body["entry"][0]["id"], json.dumps(body)],
        )
    return JsonResponse({})


urlpatterns = [path("webhook/whatsapp/", webhook)]
application = get_asgi_application()
