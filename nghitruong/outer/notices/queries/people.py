"""Who is told: people with their accounts, in the capacities that count today."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from nghitruong.domain.commitments.lifecycle import WITH_DEBTOR
from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.meetings.models import Participant
from nghitruong.foundation.accounts.models import Account, Grant
from nghitruong.foundation.councils.models import Person
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role
from nghitruong.outer.notices.kinds import Recipient

AGENCY_ROLES = (Role.AGENCY, Role.AGENCY_LEADER)


def invited_to(meeting_id: int) -> list[Recipient]:
    """Everybody who was invited to a meeting, with an account or without."""
    people = Participant.objects.filter(meeting_id=meeting_id).exclude(invited_at=None).values("person_id")
    return _people(Person.objects.filter(pk__in=people))


def deputies_invited_to(meeting_id: int) -> list[Recipient]:
    """The deputies among them: guests read less than the council's own people."""
    deputies = Participant.objects.filter(meeting_id=meeting_id, mandate__isnull=False).exclude(invited_at=None)
    return _people(Person.objects.filter(pk__in=deputies.values("person_id")))


def officers_of(agency_id: int) -> list[Recipient]:
    """Who acts for an agency today: its officers and its leaders."""
    return _holders(Grant.objects.filter(agency_id=agency_id, role__in=AGENCY_ROLES))


def holders_of(council_id: int, *roles: Role) -> list[Recipient]:
    """Who acts in one of the roles in a council today."""
    return _holders(Grant.objects.filter(council_id=council_id, role__in=roles))


def councils_with_dues() -> list[int]:
    """The councils to which anything is owed."""
    waiting = Commitment.objects.filter(state__in=WITH_DEBTOR, stopped_on=None).exclude(due_on=None)
    return list(waiting.order_by().values_list("council_id", flat=True).distinct())


def _holders(grants: QuerySet[Grant]) -> list[Recipient]:
    today = clock.today()
    valid = grants.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today).exclude(confirmed_at=None)
    rows = valid.filter(account__is_active=True).select_related("account__person").order_by("account_id", "role")
    found = {grant.account_id: _account(grant.account, grant.role) for grant in rows}
    return list(found.values())


def _people(people: QuerySet[Person]) -> list[Recipient]:
    accounts = Account.objects.filter(person__in=people.values("pk"), is_active=True).order_by("-id")
    by_person = {account.person_id: account for account in accounts}
    return [_person(person, by_person.get(person.pk)) for person in people.order_by("sort_key", "pk")]


def _person(person: Person, account: Account | None) -> Recipient:
    return Recipient(
        person.full_name,
        account_id=account.pk if account else None,
        person_id=person.pk,
        gender=person.gender,
        language=account.language if account else "vi",
        email=person.email or (account.email if account else ""),
        phone=person.phone,
    )


def _account(account: Account, role: str) -> Recipient:
    person = account.person
    return Recipient(
        account.shown_name,
        account_id=account.pk,
        person_id=person.pk if person else None,
        gender=person.gender if person else "",
        language=account.language,
        email=(person.email if person else "") or account.email,
        phone=person.phone if person else "",
        role=role,
    )


def chosen_people(ids: Iterable[int]) -> list[Recipient]:
    """People of the register by their numbers, for upper rooms that know whom to tell."""
    return _people(Person.objects.filter(pk__in=list(ids)))
