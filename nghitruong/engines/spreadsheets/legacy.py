"""Telling text in the old Vietnamese letter codes (TCVN3, VNI), which would otherwise be stored as nonsense."""

import re
from collections.abc import Iterable
from itertools import islice

_TCVN3 = re.compile(r"[a-zA-Z][®©µ¸¹¶ª¨«¬»¼½¾]|[®©µ¸¹¶ª¨«¬»¼½¾][a-zA-Z]|[a-z][ÆÇÈÉÊËÌÎÏÐ]")
_VNI = re.compile(r"[a-zA-Z][øûïñöäëåØÛÏÑÖÄËÅ]|[øûïñöäëåØÛÏÑÖÄËÅ][a-zA-Z]")
_ENOUGH = 3
_CELLS = 2000


def is_in_old_letters(values: Iterable[object]) -> bool:
    """Whether most texts with accents look like an old letter code; Vietnamese in Unicode has none of these pairs."""
    texts = [value for value in islice(values, _CELLS) if isinstance(value, str) and not value.isascii()]
    marked = [text for text in texts if _TCVN3.search(text) or _VNI.search(text)]
    return len(marked) >= _ENOUGH and 2 * len(marked) > len(texts)
