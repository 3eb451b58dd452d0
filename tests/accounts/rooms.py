"""A room of its own beside the account pages, to see who is let in."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def other(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.actor.name)


urlpatterns = [
    path("", include("nghitruong.config.urls")),
    path("phong-khac/", other),
]
