"""`nghitruong write-docs`: the pages of docs/ that are made from the code, so that they cannot say something else."""

import argparse
from collections.abc import Iterable, Iterator
from gettext import gettext as _
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils.module_loading import autodiscover_modules

from nghitruong.foundation.law.pack import Definition, Row, RulePack, rule_pack
from nghitruong.foundation.law.wording import value_words
from nghitruong.foundation.verbs.registry import VerbInfo, all_verbs
from nghitruong.kernel.lifecycle import Lifecycle
from nghitruong.kernel.policy import OWN_ACCESS, Policies, Policy
from nghitruong.outer.cli.output import FailedError, tell

HELP = "Write the pages of docs/ that are made from the code, or check that they are fresh."
NEEDS_DATABASE = True
DOCS = Path(__file__).resolve().parents[3] / "docs"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help=_("change nothing; fail when a page is not fresh"))
    parser.add_argument("--to", type=Path, default=DOCS, metavar="DIR", help=_("another folder"))


def run(options: argparse.Namespace) -> int:
    """Write the pages that differ from the code. Raises FailedError with --check instead."""
    for name, text in pages().items():
        path: Path = options.to / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if options.check:
            raise FailedError(_("%(page)s is not fresh. Run “nghitruong write-docs”.") % {"page": name})
        path.write_text(text, encoding="utf-8")
        tell(_("Written: %(page)s") % {"page": name})
    return 0


def pages() -> dict[str, str]:
    """Every generated page by its name."""
    autodiscover_modules("actions", "policies", "lifecycle")
    verbs = [info for info in all_verbs().values() if info.function.__module__.startswith("nghitruong.")]
    return {
        "verbs.md": verbs_page(verbs, known_policies()),
        "lifecycles.md": lifecycles_page(known_lifecycles()),
        "law-index.md": law_page(rule_pack()),
    }


def known_policies() -> dict[str, Policy]:
    return {name: policy for table in _found("policies", Policies) for name, policy in table.items()}


def known_lifecycles() -> list[Lifecycle[Any]]:
    return sorted(_found("lifecycle", Lifecycle), key=lambda lifecycle: lifecycle.noun)


def verbs_page(verbs: Iterable[VerbInfo], policies: dict[str, Policy]) -> str:
    """One table an app: the verb, who may, its place in the permission matrix, and its own sentence."""
    lines = [
        "# Verbs",
        "",
        "Made by `nghitruong write-docs` from the code. *Own* means: the record is the person's own or was assigned to",
        "the person. A verb marked ● also leaves a line in the ledger when it is refused.",
    ]
    for app, group in groupby(verbs, key=lambda info: info.app):
        lines += ["", f"## {app}", "", "| verb | who may | matrix | what it does |", "| --- | --- | --- | --- |"]
        lines += [_verb_row(info, policies.get(info.name)) for info in group]
    return "\n".join(lines) + "\n"


def lifecycles_page(lifecycles: Iterable[Lifecycle[Any]]) -> str:
    """One diagram a noun, and what each state is called before the public."""
    lines = ["# Lifecycles", "", "Made by `nghitruong write-docs` from the code."]
    for lifecycle in lifecycles:
        lines += ["", f"## {lifecycle.noun}", "", "```mermaid", lifecycle.mermaid(), "```", "", "| state | means |"]
        lines += ["| --- | --- |", *(f"| `{state}` | {text} |" for state, text in lifecycle.public.items())]
    return "\n".join(lines) + "\n"


def law_page(pack: RulePack) -> str:
    """Every row of the rule pack by chapter: key, rule of the rulebook, days, value, article, how sure we are."""
    lines = ["# Law index", "", "Made by `nghitruong write-docs` from the rule pack. [law.md](law.md) explains it."]
    head = ["| key | rule | in force | value | article | confidence |", "| --- | --- | --- | --- | --- | --- |"]
    for chapter, title in pack.chapters.items():
        definitions = [definition for definition in pack.definitions.values() if definition.chapter == chapter]
        lines += ["", f"## {title}", "", *head]
        lines += [_law_row(pack, definition, row) for definition in definitions for row in definition.rows]
    return "\n".join(lines) + "\n"


def _law_row(pack: RulePack, definition: Definition, row: Row) -> str:
    days = f"{row.valid_from or '…'} – {row.valid_to or '…'}"
    value = value_words(row.value, row.unit, row.op, definition.anchor)
    return f"| `{row.key}` | {row.rule} | {days} | {value} | {pack.article(row)} | {row.confidence} |"


def _verb_row(info: VerbInfo, policy: Policy | None) -> str:
    name = info.name.partition(".")[2]
    mark = " ●" if info.is_serious else ""
    return f"| `{name}`{mark} | {_who(policy)} | {policy.matrix if policy else ''} | {info.summary} |"


def _who(policy: Policy | None) -> str:
    if policy is None:
        return ""
    if policy.matrix == OWN_ACCESS:
        return "everybody, for themselves"
    own = [f"{role} (own)" for role in policy.own]
    return ", ".join([*map(str, policy.roles), *own])


def _found(file: str, kind: type[Any]) -> Iterator[Any]:
    """The tables of one kind in every app's module of that name, each once."""
    for config in apps.get_app_configs():
        if config.name.startswith("nghitruong.") and (Path(config.path) / f"{file}.py").exists():
            module = import_module(f"{config.name}.{file}")
            yield from {id(value): value for value in vars(module).values() if isinstance(value, kind)}.values()
