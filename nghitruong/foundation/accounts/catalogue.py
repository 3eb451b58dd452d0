"""All policies of the house, for the page that shows who may do what."""

import importlib
from dataclasses import dataclass

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule

from nghitruong.foundation.accounts.matrix import read_matrix
from nghitruong.kernel.policy import OWN_ACCESS, Policies, Policy


@dataclass(frozen=True)
class PolicyLine:
    """One verb with the record it concerns, the right it needs and the roles that have it."""

    verb: str
    record: str
    policy: Policy


def all_policies() -> list[PolicyLine]:
    """Every row of every app's policy table, by verb."""
    tables = [vars(importlib.import_module(f"{config.name}.policies")).get("POLICIES") for config in _apps()]
    rows = {verb: policy for table in tables if isinstance(table, Policies) for verb, policy in table.items()}
    return [PolicyLine(verb, _record(policy), policy) for verb, policy in sorted(rows.items())]


def _apps() -> list[AppConfig]:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("nghitruong.")]
    return [config for config in ours if module_has_submodule(config.module, "policies")]


def _record(policy: Policy) -> str:
    return "" if policy.matrix == OWN_ACCESS else read_matrix()[policy.row].record
