"""What a visitor sees when something broke that nobody foresaw."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults

from shared_apps.core.errors import ErrorCode, body

MESSAGE = "Something went wrong on our side. Try again in a minute."


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer in the API's one error shape; a page gets the same sentence as text."""
    if request.path.startswith("/api/"):
        return JsonResponse(body("server_error", MESSAGE), status=500)
    return HttpResponse(MESSAGE, status=500, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django refuses before anybody reads it: a form without its boundary, for one."""
    if request.path.startswith("/api/"):
        return JsonResponse(body("parse_error", "The request cannot be read."), status=400)
    return defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse(body(ErrorCode.NOT_FOUND, "There is no such address in the API."), status=404)
    return defaults.page_not_found(request, exception)
