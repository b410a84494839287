"""What a visitor sees when something broke that nobody foresaw."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from shared_apps.core.errors import body

MESSAGE = "Something went wrong on our side. Try again in a minute."


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer in the API's one error shape; a page gets the same sentence as text."""
    if request.path.startswith("/api/"):
        return JsonResponse(body("server_error", MESSAGE), status=500)
    return HttpResponse(MESSAGE, status=500, content_type="text/plain; charset=utf-8")
