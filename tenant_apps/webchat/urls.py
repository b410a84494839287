"""Pages of the web chat, beside the API. The same addresses on the business's host and on the public site."""

from django.urls import path, re_path

from tenant_apps.webchat import pages

urlpatterns = [
    path("embed/<slug:slug>.js", pages.script),
    re_path(r"^chat/(?:(?P<slug>[a-z0-9-]{1,40})/?)?$", pages.page),
]
