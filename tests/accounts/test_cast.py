"""The cast itself: that its people are what their names promise."""

from nghitruong.foundation.accounts.models import Account, Grant
from nghitruong.foundation.councils.models import Mandate
from nghitruong.kernel.actor import Role
from tests.cast import Cast, acting


def test_each_of_the_cast_has_the_roles_of_the_part(cast: Cast) -> None:
    parts = {
        "lan": {Role.CHAIR, Role.DEPUTY},
        "minh": {Role.CLERK, Role.SECRETARY},
        "hoa": {Role.DEPUTY},
        "an": {Role.AGENCY},
        "binh": {Role.CITIZEN},
        "kien": {Role.DEPUTY},
    }
    assert {name: set(getattr(cast, name).roles) for name in parts} == parts
    assert cast.kien.council_id == cast.other_council.id != cast.council.id
    assert cast.an.agency_id == cast.agency.id


def test_two_hundred_deputies_cost_few_queries(cast: Cast, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(200):
        deputies = cast.deputies(200)
    assert len({deputy.mandate_id for deputy in deputies}) == 200
    assert Mandate.objects.filter(council=cast.council).count() == 202
    assert Account.objects.count() == 206
    assert Grant.objects.filter(role=Role.DEPUTY, council=cast.council).count() == 202


def test_acting_replaces_the_roles_and_keeps_the_person(cast: Cast) -> None:
    auditor = acting(cast.hoa, Role.AUDITOR)
    assert (auditor.roles, auditor.person_id) == (frozenset({Role.AUDITOR}), cast.hoa.person_id)
