"""Every verb has a policy, a word about itself, an announcement, and tests for its yes and its no."""

import importlib
import inspect
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import pgettext

from nghitruong.foundation.accounts.matrix import read_matrix, right_of
from nghitruong.foundation.verbs.registry import VerbInfo, all_consequences, all_verbs, verb_words
from nghitruong.kernel.actor import Role
from nghitruong.kernel.policy import EXPORT, OWN_ACCESS, Policies, Policy
from tests.contracts.tree import PACKAGE, ROOT, apps, nothing, write

READING = {"R", EXPORT}


@cache
def loaded(file: str) -> dict[str, object]:
    """The module or package of that name of every app that has one, by `level.app`."""
    return {
        name: importlib.import_module(f"nghitruong.{name}.{file}")
        for name, folder in apps(PACKAGE)
        if (folder / f"{file}.py").exists() or (folder / file / "__init__.py").exists()
    }


def verbs() -> dict[str, VerbInfo]:
    loaded("actions")
    return {name: info for name, info in all_verbs().items() if info.function.__module__.startswith("nghitruong.")}


@cache
def policies() -> dict[str, Policy]:
    tables = [vars(module).get("POLICIES") for module in loaded("policies").values()]
    return {name: policy for table in tables if isinstance(table, Policies) for name, policy in table.items()}


def ungranted(name: str, policy: Policy) -> list[str]:
    """Roles to which the policy gives more than the printed matrix does."""
    if policy.matrix == OWN_ACCESS:
        return [f"{name}: {role} beyond own access" for role in policy.roles]
    found = []
    for role in (*policy.roles, *policy.own):
        right = right_of(role, policy.row, policy.letter) if role is not Role.SYSTEM else None
        if role is not Role.SYSTEM and right is None:
            found.append(f"{name}: {role} has no {policy.letter} in row {policy.row}")
        elif right is not None and right.limit in ("o", "a") and role in policy.roles:
            found.append(f"{name}: {role} has {policy.letter} in row {policy.row} for own records only")
    return found


def source(info: VerbInfo) -> str:
    return inspect.getsource(inspect.unwrap(info.function))


def silent(infos: Iterable[VerbInfo]) -> list[str]:
    """Verbs that tell nobody and do not say why."""
    return [info.name for info in infos if not re.search(r"\bannounce\(|[Aa]nnounces? nothing", source(info))]


def untested(names: Iterable[str], tests: Path, *, refusal: bool) -> list[str]:
    """Functions that no test calls, or whose refusal no test asks for. Two empty lines stand between tests."""
    called: set[str] = set()
    for path in tests.rglob("test_*.py"):
        for body in path.read_text(encoding="utf-8").split("\n\n\n"):
            if re.search(r"^(async )?def test", body, re.MULTILINE) and (not refusal or "efus" in body):
                called |= set(re.findall(r"\w+", body))
    return [name for name in names if name not in called]


def test_every_verb_has_one_policy_and_every_policy_a_verb() -> None:
    doing = {name for name, policy in policies().items() if policy.matrix == OWN_ACCESS or policy.letter not in READING}
    nothing(sorted(set(verbs()) - set(policies())))
    nothing(sorted(doing - set(verbs()) - set(all_consequences())))


def test_no_policy_gives_more_than_the_matrix() -> None:
    nothing(fault for name, policy in policies().items() for fault in ungranted(name, policy))
    rows = {policy.row for policy in policies().values() if policy.matrix != OWN_ACCESS}
    assert rows <= set(read_matrix())


def test_a_verb_is_called_as_its_app_and_function_are() -> None:
    for name, info in {**verbs(), **all_consequences()}.items():
        app, _, function = name.partition(".")
        assert function == info.function.__name__, name
        assert f".{app}.actions" in info.function.__module__, name
        assert "_" in function, f"{name} is no verb and noun"


def test_every_verb_says_in_a_sentence_what_it_does() -> None:
    nothing(name for name, info in verbs().items() if not info.summary.endswith((".", ")", ":")))


def test_every_verb_announces_itself_or_says_why_not() -> None:
    nothing(silent(verbs().values()))


@pytest.mark.slow
def test_every_verb_is_tested() -> None:
    names = {info.function.__name__: name for name, info in verbs().items()}
    nothing(names[name] for name in untested(names, ROOT / "tests", refusal=False))


def test_every_verb_is_refused_in_some_test() -> None:
    names = {info.function.__name__: name for name, info in verbs().items()}
    nothing(names[name] for name in untested(names, ROOT / "tests", refusal=True))


def test_every_verb_is_called_something_in_vietnamese() -> None:
    names = {*verbs(), *all_consequences(), *policies()}
    nothing(sorted(name for name in names if pgettext("verb", name) == name))


def test_an_act_without_words_of_its_own_is_told_by_its_description() -> None:
    assert "voting.open_poll" in verbs()
    assert verb_words("voting.open_poll") == "Mở biểu quyết"
    with translation.override("en"):
        assert verb_words("voting.open_poll").startswith("Open the vote")
    assert verb_words("a.forgotten") == "a.forgotten"


def test_a_policy_beyond_the_matrix_is_seen() -> None:
    assert ungranted("a.b", Policy("08C", own=(Role.DEPUTY,))) == []
    assert ungranted("a.b", Policy("08C", roles=(Role.DEPUTY,))) != []
    assert ungranted("a.b", Policy("08T", roles=(Role.CITIZEN,))) == ["a.b: citizen has no T in row 08"]


def _loud() -> None:
    announce("a")  # type: ignore[name-defined] # noqa: F821 - never run, only read


def _quiet() -> None:
    """Announces nothing: a ballot is counted, not shown."""


def _mute() -> None: ...


@pytest.mark.parametrize(("function", "names"), [(_loud, []), (_quiet, []), (_mute, ["a.b"])])
def test_a_silent_verb_is_seen(function: Callable[[], None], names: list[str]) -> None:
    assert silent([VerbInfo("a.b", function)]) == names


def test_an_untested_verb_is_seen(tmp_path: Path) -> None:
    write(
        tmp_path, "voting/test_a.py", "def test_yes():\n    cast_vote(1)\n\n\ndef test_refused():\n    open_poll(1)\n"
    )
    assert untested(["cast_vote", "open_poll", "close_poll"], tmp_path, refusal=False) == ["close_poll"]
    assert untested(["cast_vote", "open_poll"], tmp_path, refusal=True) == ["cast_vote"]
