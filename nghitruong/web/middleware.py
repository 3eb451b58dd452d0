"""Three thin layers round every view: in which language, how it looks, and how a refusal is answered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from nghitruong.kernel.decision import RefusedError
from nghitruong.web.languages import language_of
from nghitruong.web.modes import COOKIE_NAME, Modes
from nghitruong.web.refusals import answer_refusal

Next = Callable[[HttpRequest], HttpResponseBase]


class LanguageMiddleware:
    """Speaks the language that this browser chose, for as long as the request lasts."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(language_of(request.COOKIES)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response


class DisplayMiddleware:
    """Reads the display cookie into `request.modes`, and says that pages differ by it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.modes = Modes.from_cookie(request.COOKIES.get(COOKIE_NAME, ""))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie", "HX-Request"))
        return response


class RefusalMiddleware:
    """Turns a refusal that a verb raised into its sentence, its article and its HTTP status."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return answer_refusal(request, error.refusal) if isinstance(error, RefusedError) else None
