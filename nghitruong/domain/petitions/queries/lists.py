"""Lists of petitions: by what waits, by topic, agency, place and words; counts of each group; saved filters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from nghitruong.domain.commitments.lifecycle import WITH_DEBTOR
from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.lifecycle import (
    BEFORE_SENDING,
    ENDED,
    WITH_AGENCY,
    PetitionerKind,
    PetitionState,
    WishKind,
)
from nghitruong.domain.petitions.models import Petition, SavedFilter
from nghitruong.domain.petitions.queries import reports, term
from nghitruong.domain.petitions.queries.doors import petitions_of
from nghitruong.domain.petitions.queries.upward import LATE_ABOVE
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.folding import fold


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed by; empty means all. `group` is one of GROUPS, days are of the recording.

    `part` and `month` name a number of the monthly answer report; the agency is then the one that owed the answer.
    `part` with days names a number of the term's movement. `is_inherited` takes in what predecessors had, `council_id`
    is whose petitions are wanted of those, `lacks` is one of LACKING: the field that is still empty.
    """

    group: str = ""
    words: str = ""
    topic: str = ""
    level: str = ""
    agency_id: int | None = None
    petitioner: str = ""
    intake_id: int | None = None
    neighbourhood: str = ""
    first: date | None = None
    last: date | None = None
    kind: str = ""
    meeting_id: int | None = None
    round_id: int | None = None
    part: str = ""
    month: date | None = None
    is_inherited: bool = False
    council_id: int | None = None
    result: str = ""
    lacks: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether one of the further filters is set."""
        return any([self.topic, self.level, self.agency_id, self.petitioner])


LACKING = {"topic": Q(topic=""), "level": Q(level=""), "agency": Q(agency=None), "result": Q(result_class="")}
"""What may be wanted because nothing stands there yet."""


def _waits() -> Q:
    return Q(state__in=WITH_AGENCY, answer__state__in=WITH_DEBTOR, answer__stopped_on=None)


def conditions(today: date, until: date) -> dict[str, Q]:
    """Which petitions each group holds; chips, lists and the desk ask the same."""
    return {
        "late": _waits() & Q(answer__due_on__lt=today),
        "soon": _waits() & Q(answer__due_on__range=(today, until)),
        "to_sort": Q(state__in=BEFORE_SENDING, kind=WishKind.PETITION),
        "to_check": Q(state=PetitionState.REPLIED),
        "promised": Q(state=PetitionState.IN_PROGRESS),
        "repeated": Q(times_raised__gte=2) & ~Q(state=PetitionState.DUPLICATE),
        "to_tell": Q(state=PetitionState.ASSESSED),
        "opinions": Q(kind__in=[WishKind.OPINION, WishKind.REMARK]),
        "counted": Q(kind=WishKind.PETITION)
        & ~Q(petitioner_kind=PetitionerKind.SIGNAL)
        & ~Q(state=PetitionState.DUPLICATE),
        "asked": ~Q(petitioner_kind=PetitionerKind.SIGNAL),
        "above": Q(state=PetitionState.TRANSFERRED),
        "above_late": Q(state=PetitionState.TRANSFERRED)
        & (
            Q(LATE_ABOVE, upward__heir__answer__due_on__lt=today)
            | Q(LATE_ABOVE, upward__heir__same_as__answer__due_on__lt=today)
        ),
        "below": Q(came_by__returned_on=None, came_by__isnull=False) & ~Q(state__in=ENDED),
        "running": ~Q(state__in=ENDED),
        "ended": Q(state__in=ENDED),
    }


def readable(actor: Actor, wanted: Wanted) -> QuerySet[Petition]:
    """What a list starts from: the council's own petitions, or with those of the councils that it took over."""
    return term.of_lineage(actor) if wanted.is_inherited else petitions_of(actor)


def group_counts(petitions: QuerySet[Petition], today: date, until: date) -> dict[str, int]:
    """How many stand in each group, in one statement."""
    wanted = conditions(today, until)
    counted: dict[str, int] = petitions.order_by().aggregate(
        **{group: Count("pk", filter=condition) for group, condition in wanted.items()}
    )
    return counted


def narrowed(petitions: QuerySet[Petition], wanted: Wanted, today: date, until: date) -> QuerySet[Petition]:
    """The petitions of one group, topic, level, agency, kind of petitioner, span of days, with all of the words."""
    if condition := conditions(today, until).get(wanted.group):
        petitions = petitions.filter(condition)
    if wanted.part in reports.PARTS and wanted.month:
        petitions = reports.behind(petitions, wanted.part, wanted.month, today, wanted.agency_id)
        wanted = replace(wanted, agency_id=None)
    if wanted.part in term.MOVES and wanted.first and wanted.last:
        petitions = term.behind(petitions, wanted.part, (wanted.first, wanted.last))
        wanted = replace(wanted, first=None, last=None)
    if wanted.lacks in LACKING:
        petitions = petitions.filter(LACKING[wanted.lacks])
    exact = {
        "kind": wanted.kind,
        "topic": wanted.topic,
        "level": wanted.level,
        "agency_id": wanted.agency_id,
        "petitioner_kind": wanted.petitioner,
        "intake_id": wanted.intake_id,
        "intake__meeting_id": wanted.meeting_id,
        "intake__meeting__contact__round": wanted.round_id,
        "neighbourhood": wanted.neighbourhood,
        "council_id": wanted.council_id,
        "result_class": wanted.result,
        "recorded_on__gte": wanted.first,
        "recorded_on__lte": wanted.last,
    }
    petitions = petitions.filter(**{name: value for name, value in exact.items() if value})
    for word in fold(wanted.words).split():
        petitions = petitions.filter(Q(folded__contains=word) | Q(code__iexact=word))
    if wanted.group in {"late", "soon", "promised"}:
        petitions = petitions.order_by("answer__due_on", "id")
    return petitions


def saved_filters(actor: Actor) -> QuerySet[SavedFilter]:
    """The views of the list that the actor keeps."""
    kept = SavedFilter.objects.filter(council_id=actor.council_id or 0, account_id=actor.account_id or 0)
    return kept.order_by("name")


def recall_until(petitions: Sequence[Petition]) -> datetime | None:
    """Until when what was just sent can be taken back; nothing once it has left."""
    leaving = {PetitionState.FORWARDED, PetitionState.TRANSFERRED}
    sent = [each.forwarded_at for each in petitions if each.forwarded_at and each.state in leaving]
    until = max(sent) + timedelta(seconds=rules.RECALL_SECONDS) if sent else None
    return until if until and until > clock.now() else None
