"""Words of the kernel's codes, for people. The kernel itself cannot translate."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from nghitruong.kernel import vietnamese
from nghitruong.kernel.actor import Role
from nghitruong.kernel.decision import Reason, Refusal

ROLE_NAMES: Mapping[Role, Promise] = {
    Role.CHAIR: gettext_lazy("Chairperson"),
    Role.SECRETARY: gettext_lazy("Secretary of the session"),
    Role.DEPUTY: gettext_lazy("Deputy"),
    Role.STANDING: gettext_lazy("Standing body"),
    Role.COMMITTEE: gettext_lazy("Head of a committee"),
    Role.CLERK: gettext_lazy("Office staff"),
    Role.AGENCY: gettext_lazy("Agency officer"),
    Role.AGENCY_LEADER: gettext_lazy("Head of an agency"),
    Role.FRONT: gettext_lazy("Fatherland Front"),
    Role.COUNTING: gettext_lazy("Counting board"),
    Role.DENUNCIATIONS: gettext_lazy("Denunciation handler"),
    Role.CITIZEN: gettext_lazy("Voter"),
    Role.PUBLIC: gettext_lazy("Visitor"),
    Role.AUDITOR: gettext_lazy("Auditor"),
    Role.ADMIN: gettext_lazy("Administrator of the council"),
    Role.PROVINCE_ADMIN: gettext_lazy("Administrator of the province"),
    Role.GUEST: gettext_lazy("Guest"),
    Role.SYSTEM: gettext_lazy("The system"),
}


def role_names(roles: Iterable[str]) -> list[str]:
    """The roles in words, in the order given; an unknown code is a fault and raises ValueError."""
    return [str(ROLE_NAMES[Role(role)]) for role in roles]


def sentence(message: str, values: Mapping[str, Any]) -> str:
    """A source sentence of the kernel in the reader's language, its values written the Vietnamese way."""
    return _(message) % {name: in_words(value) for name, value in values.items()}


def refusal_sentence(refusal: Refusal) -> str:
    return sentence(refusal.message, refusal.values)


def reason_sentence(reason: Reason) -> str:
    return sentence(reason.message, reason.values)


def in_words(value: Any) -> Any:
    """A value as a sentence shows it. A state is looked up under its class's name as context ("PollState")."""
    match value:
        case Role():
            return str(ROLE_NAMES[value])
        case Enum():
            return pgettext(type(value).__name__, str(value.value))
        case bool():
            return _("yes") if value else _("no")
        case int() | Decimal():
            return vietnamese.format_number(value)
        case datetime():
            return vietnamese.short_moment(value)
        case date():
            return vietnamese.short_date(value)
        case list() | tuple() | set() | frozenset():
            return ", ".join(str(in_words(one)) for one in value)
    return value
