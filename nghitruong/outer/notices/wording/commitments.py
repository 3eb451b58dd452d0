"""What is owed: assigned, reminded of, late, returned, checked (E05, E06, SMS-09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nghitruong.domain.commitments.queries import SOON_DAYS, commitments_of, due_soon, late
from nghitruong.foundation.events.queries import Happened
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role, system_actor
from nghitruong.kernel.refs import RecordRef
from nghitruong.kernel.vietnamese import short_date
from nghitruong.outer.notices.kinds import Kind, Letter, Occasion, Recipient
from nghitruong.outer.notices.queries import footer_of
from nghitruong.outer.notices.queries.people import holders_of, officers_of
from nghitruong.outer.notices.wording.greeting import dear

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nghitruong.domain.commitments.models import Commitment

MOST_LISTED = 30


@dataclass(frozen=True)
class Debt:
    """What a letter says of a debt: never its report."""

    code: str
    number: int
    title: str
    due_on: date | None
    debtor_id: int
    debtor: str
    reason: str
    council: str


@dataclass(frozen=True)
class Dues:
    """What one agency has late and due soon on a day, and since how long the oldest waits."""

    debtor_id: int
    debtor: str
    council: str
    late: Sequence[Debt]
    soon: Sequence[Debt]
    oldest_days: int


def debt_of(event: Happened) -> Occasion | None:
    """The debt of an event."""
    if event.subject is None:
        return None
    rows = commitments_of(system_actor(event.council_id)).filter(pk=event.subject.id)
    debts = _debts(event.council_id, rows)
    return Occasion(event.council_id, (event.verb, debts[0]), f"commitment-{event.subject.id}") if debts else None


def reminded(event: Happened) -> Occasion | None:
    """The agency of the topic was reminded: everything of it that is late or due soon."""
    agency_id = RecordRef.parse(event.topic).id
    dues = dues_of(event.council_id, agency_id)
    return Occasion(event.council_id, dues, f"agency-{agency_id}") if dues else None


def dues_of(council_id: int, agency_id: int) -> Dues | None:
    """What an agency has late and due within a week, or None."""
    today = clock.today()
    debts = commitments_of(system_actor(council_id)).filter(debtor_id=agency_id)
    passed = _debts(council_id, late(debts, today))
    soon = _debts(council_id, due_soon(debts, today, today + timedelta(days=SOON_DAYS)))
    if not passed and not soon:
        return None
    first = (passed or soon)[0]
    oldest = max(((today - debt.due_on).days for debt in passed if debt.due_on), default=0)
    return Dues(agency_id, first.debtor, first.council, passed, soon, oldest)


def officers(occasion: Occasion) -> list[Recipient]:
    return officers_of(occasion.data[1].debtor_id)


def officers_with_dues(occasion: Occasion) -> list[Recipient]:
    return officers_of(occasion.data.debtor_id)


def office(occasion: Occasion) -> list[Recipient]:
    return holders_of(occasion.council_id, Role.CLERK)


def assigned_letter(occasion: Occasion, one: Recipient) -> Letter:
    _verb, debt = occasion.data
    values = _values(debt)
    due = [_("Due on %(day)s.") % values] if debt.due_on else []
    said = _("%(council)s has entrusted this to your agency:") % values
    return _letter(
        _("[%(council)s] %(code)s: %(title)s") % values, [dear(one), said, f"{debt.code}: {debt.title}", *due], debt
    )


def answered_letter(occasion: Occasion, one: Recipient) -> Letter:
    """Accepted, returned, more time given or refused."""
    verb, debt = occasion.data
    values = _values(debt)
    subject, said = _ANSWERS[verb]
    reason = [_("Reason: %(reason)s") % values] if debt.reason and verb in RETURNS else []
    due = [_("Due on %(day)s.") % values] if debt.due_on and verb not in ACCEPTS else []
    return _letter(str(subject) % values, [dear(one), str(said) % values, *reason, *due], debt)


def reported_letter(occasion: Occasion, one: Recipient) -> Letter:
    _verb, debt = occasion.data
    values = _values(debt)
    said = _("%(debtor)s has reported on %(code)s: %(title)s.") % values
    return _letter(_("%(code)s: a report waits to be checked") % values, [dear(one), said], debt)


def dues_letter(occasion: Occasion, one: Recipient) -> Letter:
    """One digest for everything of an agency."""
    dues: Dues = occasion.data
    values = {
        "council": dues.council,
        "debtor": dues.debtor,
        "late": len(dues.late),
        "soon": len(dues.soon),
        "days": dues.oldest_days,
    }
    subject = _("[%(council)s] %(late)s late, %(soon)s due soon")
    sms = ngettext(
        "%(council)s: %(debtor)s has %(late)s task late, the oldest by %(days)s days. Please answer at",
        "%(council)s: %(debtor)s has %(late)s tasks late, the oldest by %(days)s days. Please answer at",
        len(dues.late),
    )
    asked = _("Please report the result, or the reason for the delay and a new day.")
    parts = [dear(one), *_listed(_("Late:"), dues.late), *_listed(_("Due within a week:"), dues.soon), asked]
    is_for_phone = bool(dues.late) and one.role == Role.AGENCY_LEADER
    path = reverse("commitments:list")
    return Letter(subject % values, "\n\n".join(parts), path, _("Answer"), (sms % values,) if is_for_phone else ())


def _listed(title: str, debts: Sequence[Debt]) -> list[str]:
    lines = [f"- {debt.code}: {debt.title} ({short_date(debt.due_on)})" for debt in debts[:MOST_LISTED] if debt.due_on]
    return ["\n".join([title, *lines])] if lines else []


def _letter(subject: str, parts: Sequence[str], debt: Debt) -> Letter:
    path = reverse("commitments:detail", args=[debt.number])
    return Letter(subject, "\n\n".join(parts), path, _("Open %(code)s") % {"code": debt.code})


def _values(debt: Debt) -> dict[str, str]:
    return {
        "council": debt.council,
        "code": debt.code,
        "title": debt.title,
        "day": short_date(debt.due_on) if debt.due_on else "",
        "debtor": debt.debtor,
        "reason": debt.reason,
    }


def _debts(council_id: int, rows: "QuerySet[Commitment]") -> list[Debt]:
    council = footer_of(council_id)["council_name"]
    return [
        Debt(row.code, row.number, row.title, row.due_on, row.debtor_id, row.debtor.name, row.state_reason, council)
        for row in rows
    ]


ACCEPTS = ("commitments.accept_report", "commitments.meet_from_record")
RETURNS = ("commitments.return_report", "commitments.return_from_record")
_ACCEPTED = (
    gettext_lazy("%(code)s: the result is accepted"),
    gettext_lazy("Your report on %(code)s, %(title)s, is accepted."),
)
_RETURNED = (
    gettext_lazy("%(code)s: the report comes back"),
    gettext_lazy("Your report on %(code)s, %(title)s, comes back."),
)
_ANSWERS = {
    **dict.fromkeys(ACCEPTS, _ACCEPTED),
    **dict.fromkeys(RETURNS, _RETURNED),
    "commitments.grant_extension": (
        gettext_lazy("%(code)s: more time is given"),
        gettext_lazy("More time is given for %(code)s, %(title)s."),
    ),
    "commitments.refuse_extension": (
        gettext_lazy("%(code)s: no more time is given"),
        gettext_lazy("No more time is given for %(code)s, %(title)s."),
    ),
}

ASSIGNED = Kind(
    "assigned",
    "forwarded",
    gettext_lazy("Tasks entrusted to your agency"),
    debt_of,
    officers,
    assigned_letter,
    hears={
        "commitments.owe_commitment": "agency-",
        "commitments.owe_from_record": "agency-",
        "commitments.reopen_commitment": "agency-",
    },
    taken_back_by=frozenset({"commitments.withdraw_commitment", "commitments.withdraw_from_record"}),
)
ANSWERED = Kind(
    "answered",
    "returned",
    gettext_lazy("Your agency's reports: accepted, returned"),
    debt_of,
    officers,
    answered_letter,
    hears=dict.fromkeys(_ANSWERS, "agency-"),
)
REPORTED = Kind(
    "reported",
    "returned",
    gettext_lazy("Reports that wait to be checked"),
    debt_of,
    office,
    reported_letter,
    hears={"commitments.report_result": "agency-", "commitments.report_from_record": "agency-"},
)
DUE = Kind(
    "due",
    "due",
    gettext_lazy("What is late or due soon"),
    reminded,
    officers_with_dues,
    dues_letter,
    hears={"commitments.remind_debtors": "agency-"},
)
