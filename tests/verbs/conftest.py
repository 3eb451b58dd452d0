"""A noun of the tests' own, with a table: what verbs promise is shown without any room of the house."""

import pytest
from django.db import connection

from nghitruong.foundation.verbs import loops, registry
from tests.verbs.lamps import Lamp


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:  # type: ignore[no-untyped-def]
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Lamp)


@pytest.fixture
def lamp() -> Lamp:
    return Lamp.objects.create()


@pytest.fixture(autouse=True)
def _only_real_verbs_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verbs and loops that a test registers are gone afterwards: contract tests look at all there are."""
    monkeypatch.setattr(registry, "_verbs", dict(registry._verbs))
    monkeypatch.setattr(registry, "_consequences", dict(registry._consequences))
    monkeypatch.setattr(loops, "_loops", {})
