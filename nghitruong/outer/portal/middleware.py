"""A host name that is one council's own shows its public site from the root on, and nothing else of the house."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from nghitruong.outer.portal.queries.sites import council_at_host

Next = Callable[[HttpRequest], HttpResponseBase]

SHARED = ("/static/", "/hien-thi/", "/ngon-ngu/", "/events/", "/healthz", "/api/", "/cong/")
"""What every host answers alike: files, display modes, language, streams, programs, and addresses with their prefix."""


class CouncilHostMiddleware:
    """Puts the prefix of the public site before the path. Other hosts cost no query."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        host = request.get_host().partition(":")[0]
        if host in settings.COUNCIL_HOSTS and not request.path_info.startswith(SHARED):
            request.public_root = ""  # type: ignore[attr-defined] # where the site's own addresses begin
            request.path_info = f"/cong/{council_at_host(host) or '-'}{request.path_info}"
        return self.get_response(request)
