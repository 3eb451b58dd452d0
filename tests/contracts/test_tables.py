"""Every table carries its council, so that two councils in one database never see each other."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from tests.contracts.tree import house_rules, nothing


def without_council(tables: list[type[models.Model]]) -> list[str]:
    return [table._meta.label for table in tables if not _columns(table) & {"council", "council_id"}]


def _columns(table: type[models.Model]) -> set[str]:
    return {name for field in table._meta.fields for name in (field.name, field.attname)}


def our_tables() -> list[type[models.Model]]:
    return [table for table in apps.get_models() if table.__module__.startswith("nghitruong.")]


def test_every_table_carries_its_council_or_says_why_not() -> None:
    reasons: dict[str, str] = house_rules()["tables_without_council"]
    assert without_council(our_tables()) == [label for label in without_council(our_tables()) if reasons.get(label)]
    nothing(sorted(set(reasons) - set(without_council(our_tables()))))


def test_no_table_overrides_how_it_is_saved() -> None:
    """A fact is written by a verb; a `save` of its own would be a verb without the four beats."""
    nothing(table._meta.label for table in our_tables() if {"save", "delete"} & set(vars(table)))


def test_a_table_without_council_is_seen() -> None:
    class Loose(models.Model):
        class Meta:
            app_label = "contracts"

    class Bound(models.Model):
        council_id = models.BigIntegerField()

        class Meta:
            app_label = "contracts"

    assert without_council([Loose, Bound]) == ["contracts.Loose"]


@pytest.mark.django_db
def test_the_database_is_as_durable_as_promised() -> None:
    """A vote that was acknowledged survives a power cut, on either engine."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            answers = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")]
            assert answers == [2, 1]
            assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        else:
            for name, value in (("fsync", "on"), ("synchronous_commit", "on"), ("server_encoding", "UTF8")):
                cursor.execute(f"SHOW {name}")
                assert cursor.fetchone()[0] == value


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
