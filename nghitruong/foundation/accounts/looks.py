"""Language and looks: kept with the account, worn by the browser as cookies, so that pages need no lookup for them."""

from django.conf import settings
from django.http import HttpResponse

from nghitruong.foundation.accounts.queries import SignedIn
from nghitruong.web.modes import COOKIE_NAME, COOKIE_SECONDS, Modes


def wear_looks(response: HttpResponse, signed_in: SignedIn) -> HttpResponse:
    """Give the browser the looks that its person has chosen elsewhere; who never chose keeps those of the browser."""
    if signed_in.display:
        chosen = Modes().changed_by(signed_in.display)
        response.set_cookie(COOKIE_NAME, chosen.cookie(), max_age=COOKIE_SECONDS, samesite="Lax")
        language = signed_in.language
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=COOKIE_SECONDS, samesite="Lax")
    return response
