"""What concerns the council as a whole: its name and term, rules that only warn, people who wait."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Func, Q, QuerySet, Subquery

from nghitruong.domain.meetings.lifecycle import RUNNING
from nghitruong.domain.meetings.queries import meetings_of
from nghitruong.foundation.accounts.queries import people_without_account
from nghitruong.foundation.audit.models import Line, Seal
from nghitruong.foundation.councils.lifecycle import HOLDING
from nghitruong.foundation.councils.models import Body, BodyKind, Mandate, Person, Term
from nghitruong.foundation.councils.queries import unit_of
from nghitruong.foundation.law.queries import rule_rows
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.params import Severity
from nghitruong.outer.notices.queries import unread_of


@dataclass(frozen=True)
class Frame:
    """What the top of every page says of a council: its term, and the meeting in progress."""

    ordinal: int = 0
    first_year: int = 0
    last_year: int = 0
    running_title: str = ""
    notices: int = 0


@dataclass(frozen=True)
class LedgerState:
    """How the ledger of one council stands. `head` is the hash that printed minutes carry."""

    lines: int
    sealed: int
    refused_today: int
    head: str
    sealed_at: datetime | None


@dataclass(frozen=True)
class SetUp:
    """Steps of setting a council up that are not done yet, in their order."""

    has_term: bool
    has_deputies: bool
    has_standing: bool
    without_account: int

    @property
    def missing(self) -> list[str]:
        steps = {
            "term": not self.has_term,
            "deputies": not self.has_deputies,
            "standing": not self.has_standing,
            "accounts": bool(self.without_account),
        }
        return [name for name, is_missing in steps.items() if is_missing]


def frame_of(actor: Actor) -> Frame:
    """The running term, the title of the running meeting that the actor may know of, new notices: in one query."""
    rows = _frame(actor)
    if not rows:
        return Frame()
    ordinal, first_year, last_year, running_title, notices = rows[0]
    return Frame(ordinal, first_year, last_year, running_title or "", notices or 0)


@kept
def _frame(actor: Actor) -> QuerySet[Term, Any]:
    unread = unread_of(actor).order_by().annotate(all=Func(F("pk"), function="COUNT")).values("all")
    running = meetings_of(actor).filter(state__in=RUNNING).order_by("-opened_at")
    terms = Term.objects.filter(council_id=actor.council_id or 0, ends_on=None).order_by("-starts_on", "-id")
    titles = Subquery(running.values("title")[:1])
    return terms.values_list("ordinal", "first_year", "last_year", titles, Subquery(unread))[:1]


def gender_of(actor: Actor) -> str:
    """The person's gender as the council's list has it, for the form of address; empty where it does not say."""
    return next(iter(_genders(actor.person_id or 0)), "")


@kept
def _genders(person_id: int) -> QuerySet[Person, str]:
    return Person.objects.filter(pk=person_id).values_list("gender", flat=True)


def rules_to_confirm(council_id: int) -> int:
    """Rows of law that would refuse an act but only warn, because neither a text nor the council has confirmed them."""
    rows = rule_rows(council_id, clock.today(), unit=unit_of(council_id))
    return sum(row.param.severity is Severity.BLOCK and not row.param.blocks for row in rows)


def set_up_of(actor: Actor) -> SetUp:
    """How far the council is set up."""
    council_id = actor.council_id or 0
    return SetUp(
        has_term=Term.objects.filter(council_id=council_id, ends_on=None).exists(),
        has_deputies=Mandate.objects.filter(council_id=council_id, state__in=HOLDING).exists(),
        has_standing=Body.objects.filter(council_id=council_id, kind=BodyKind.STANDING, valid_to=None).exists(),
        without_account=people_without_account(actor).count(),
    )


def ledger_of(council_id: int, today: date) -> LedgerState:
    """The ledger in figures; whether it is whole is what `nghitruong check-ledger` recomputes."""
    lines = Line.objects.filter(council_id=council_id)
    counts = lines.aggregate(all=Count("id"), refused=Count("id", filter=~Q(refusal="") & Q(at__date=today)))
    last = Seal.objects.filter(council_id=council_id).order_by("-seq").first()
    return LedgerState(
        lines=counts["all"],
        sealed=last.seq if last else 0,
        refused_today=counts["refused"],
        head=last.hash if last else "",
        sealed_at=last.line.at if last else None,
    )
