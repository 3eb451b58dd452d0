"""What forms let a person choose from, with the words for it."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nghitruong.foundation.councils.lifecycle import MandateState
from nghitruong.foundation.councils.models import (
    AffiliationKind,
    AgencyKind,
    AgencyLevel,
    BodyKind,
    Constituency,
    Council,
    Gender,
    MandateOrigin,
    Person,
)
from nghitruong.foundation.councils.queries.deputies import deputies_of, held_on
from nghitruong.foundation.law.queries import UnknownKeyError, catalogue_item
from nghitruong.foundation.verbs.kept import kept

BODY_KINDS = BodyKind.choices
AGENCY_KINDS = AgencyKind.choices
AGENCY_LEVELS = AgencyLevel.choices
AFFILIATIONS = AffiliationKind.choices
GENDERS = Gender.choices
ORIGINS = MandateOrigin.choices
STATES = tuple(MandateState)

Choices = list[tuple[int, str]]


def constituency_words(number: int | None) -> str:
    """ "Đơn vị bầu cử số 3", nothing without a number."""
    return _("Constituency %(number)s") % {"number": number} if number else ""


def constituency_choices(term_id: int | None) -> Choices:
    """The electoral units of a term."""
    return [(key, constituency_words(number)) for key, number in _places(term_id or 0)]


@kept
def _places(term_id: int) -> QuerySet[Constituency, tuple[int, int]]:
    return Constituency.objects.filter(term_id=term_id).order_by("number").values_list("pk", "number")


def constituency_numbers(term_id: int | None) -> Choices:
    """The same by their numbers."""
    places = Constituency.objects.filter(term_id=term_id or 0).order_by("number")
    return [(place.number, constituency_words(place.number)) for place in places]


def deputy_choices(council_id: int, day: date) -> Choices:
    """People who hold a seat on a day; who shares a name is told apart by the old council or the year of birth."""
    rows = deputies_of(council_id).filter(held_on(day))
    return [(mandate.person_id, _told_apart(mandate.person)) for mandate in rows]


def mandate_choices(council_id: int, day: date) -> Choices:
    """The seats held on a day, by name."""
    return [(mandate.pk, _told_apart(mandate.person)) for mandate in deputies_of(council_id).filter(held_on(day))]


def people_choices(council_id: int) -> Choices:
    """Everybody known to a council, by name."""
    people = Person.objects.filter(council_id=council_id).order_by("sort_key", "id")
    return [(person.pk, _told_apart(person)) for person in people]


def council_choices(parent_id: int) -> Choices:
    """The open councils directly under one, by name."""
    councils = Council.objects.filter(parent_id=parent_id, closed_on=None).order_by("name", "id")
    return [(council.pk, str(council)) for council in councils]


def catalogue_words(catalogue: str, code: str) -> str:
    """The label of a catalogue's entry; a code that no catalogue knows stands for itself."""
    try:
        return catalogue_item(catalogue, code).label_vi
    except UnknownKeyError:
        return code


def post_title(post: str, body_kind: str, body_name: str) -> str:
    """A post with its body, nothing said twice: "Trưởng Ban" of "Ban Pháp chế" is "Trưởng Ban Pháp chế"."""
    words, name = catalogue_words("posts", post).split(), body_name.split()
    shared = next((n for n in range(min(len(words), len(name)), 0, -1) if words[-n:] == name[:n]), 0)
    if not shared and body_kind == BodyKind.STANDING:
        return " ".join(words)
    return " ".join([*words, *name[shared:]]) if shared else f"{' '.join(words)}, {body_name}"


def _told_apart(person: Person) -> str:
    return f"{person.full_name} ({person.born_year})" if person.born_year else person.full_name
