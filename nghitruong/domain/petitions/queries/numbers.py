"""Codes: what a petition is called in its council, and the private code on a voter's receipt."""

import secrets

from django.db.models import Max

from nghitruong.domain.petitions.models import Petition, Voice
from nghitruong.foundation.councils.models import Council
from nghitruong.kernel.vietnamese.folding import fold

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LENGTH = 6
_KIND_WORDS = frozenset({"phuong", "xa", "thi", "tran", "dac", "khu", "thanh", "pho", "tinh", "quan", "huyen"})


def prefix_of(council: Council) -> str:
    """The initials of the unit's name without its kind: Phường Bình Minh is BM (ux S11)."""
    words = fold(council.unit.name).split()
    named = [word for word in words if word not in _KIND_WORDS] or words
    return "".join(word[0] for word in named if word[0].isalnum()).upper()[:8]


def next_number(council_id: int, year: int) -> int:
    """The number of the council's next petition in the year."""
    taken = Petition.objects.filter(council_id=council_id, year=year)
    return (taken.aggregate(last=Max("number"))["last"] or 0) + 1


def free_code(council_id: int) -> str:
    """A private code that nobody in the council has: letters and digits that are not taken for one another."""
    while True:
        code = "".join(secrets.choice(_LETTERS) for _each in range(_LENGTH))
        if not Voice.objects.filter(council_id=council_id, private_code=code).exists():
            return code
