"""The language of a page: Vietnamese, unless this browser chose another one here.

What the browser asks for is not heard: offices use systems in English, and their pages must be Vietnamese all the same.
"""

from collections.abc import Mapping

from django.conf import settings


def language_of(cookies: Mapping[str, str]) -> str:
    """The code of the language that the cookies choose; an unknown one means the council's own."""
    chosen = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
