"""Words that no Vietnamese mouth could say: leftovers of typing methods and slips of the finger, put right by guess."""

import re
from collections.abc import Container

_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx]"
_RIMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|em|en|eng|eo|ep|et|eu|ech|enh|i|ia|ich|iec|iem|ien|ieng|iep|iet|ieu"
    "|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oc|oe|oen|oeo|oet|oi|om|on|ong|ooc|oong|op|ot"
    "|u|ua|uan|uang|uat|uay|uc|ue|uech|uenh|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu|uy|uya|uych|uyen"
    "|uyet|uyn|uynh|uyp|uyt|uyu|y|yem|yen|yet|yeu|ynh"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_RIMES})")
_TELEX = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("uw", "u"), ("ow", "o"), ("aw", "a"), ("w", "u"))
_TONES = "sfrxj"
_LETTERS = "abcdeghiklmnopqrstuvxy"
SHORTEST = 3
"""Letters; below that any word is one slip away from many others."""


def is_syllable(word: str) -> bool:
    """Whether a folded word can be Vietnamese."""
    return _SYLLABLE.fullmatch(word) is not None


def repaired(word: str, known: Container[str]) -> str:
    """The known word that was probably meant by a folded word that cannot be one; the word itself when none fits."""
    if len(word) < SHORTEST or word.isdigit() or word in known or is_syllable(word):
        return word
    decoded = _decoded(word)
    if decoded in known:
        return decoded
    return next((guess for guess in _one_slip_away(word) if guess in known), word)


def _decoded(word: str) -> str:
    """As it would stand had Telex or VNI been switched on."""
    word = "".join(letter for letter in word if not letter.isdigit())
    for typed, meant in _TELEX:
        word = word.replace(typed, meant)
    head = word[:1]
    return head + "".join(letter for letter in word[1:] if letter not in _TONES or (letter == "r" and head == "t"))


def _one_slip_away(word: str) -> list[str]:
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    swapped = [left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1]
    shorter = [left + right[1:] for left, right in cuts if right]
    changed = [left + letter + right[1:] for left, right in cuts if right for letter in _LETTERS]
    longer = [left + letter + right for left, right in cuts for letter in _LETTERS]
    return swapped + shorter + changed + longer
