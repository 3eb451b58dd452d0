"""The four beats, and the decorator that checks that they were heard."""

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, NoReturn, ParamSpec, TypeVar

from django.db import OperationalError, models, transaction

from nghitruong.foundation.audit.actions import line_of, write_lines
from nghitruong.foundation.events.actions import write_events
from nghitruong.foundation.verbs.disk import refuse_when_full
from nghitruong.foundation.verbs.fairness import writing_turn
from nghitruong.foundation.verbs.registry import VerbInfo, register_consequence, register_verb
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Decision, Reason, Refusal, RefusedError, ensure
from nghitruong.kernel.refs import RecordRef

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class BeatMissingError(RuntimeError):
    """A verb returned without its permission or its record: a fault of the builder, so everything rolls back."""


Unwritten = list[tuple[Callable[[Sequence[Any]], None], Any]]
"""Rows that a group writes at its end, each with what writes rows of its kind."""


@dataclass
class OpenVerb:
    """The verb in progress: who acts, what was decided, which beats were heard."""

    name: str
    actor: Actor
    subject: RecordRef | None = None
    council_id: int | None = None
    reasons: list[Reason] = field(default_factory=list)
    is_permitted: bool = False
    is_recorded: bool = False
    asked: Any = None
    unwritten: Unwritten | None = None


_open: ContextVar[OpenVerb | None] = ContextVar("open_verb", default=None)


def verb(name: str, *, serious: bool = False, lock: bool = True) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function of an app's actions a verb: first argument the Actor, second the thing.

    `serious`: refused attempts are recorded, after the rollback. `lock=False`: the verb guards itself. Raises
    RefusedError when a beat refuses, BeatMissingError when one is missing. What hundreds do at once is a `group_verb`
    (groups.py).
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if _open.get() is not None:
                raise BeatMissingError(f"{name} was called inside {open_verb_name()}: verbs never nest")
            current = OpenVerb(name, _actor_of(args))
            token = _open.set(current)
            try:
                with verb_transaction():
                    _take_thing(current, args, lock=lock)
                    result = function(*args, **kwargs)
                    _check_beats(current)
                return result
            except RefusedError as error:
                if serious:
                    _keep_refusal(current, error.refusal)
                raise
            except OperationalError as error:
                refuse_when_full(error)
            finally:
                _open.reset(token)

        register_verb(VerbInfo(name, run, is_serious=serious))
        return run

    return decorate


def consequence(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function run only inside an open verb, under that verb's permission; it still records itself."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            outer = _open.get()
            if outer is None:
                raise BeatMissingError(f"{name} is a consequence: it runs only inside a verb")
            inner = OpenVerb(name, outer.actor, outer.subject, outer.council_id, is_permitted=outer.is_permitted)
            token = _open.set(inner)
            try:
                result = function(*args, **kwargs)
                _check_beats(inner)
                return result
            finally:
                _open.reset(token)

        register_consequence(VerbInfo(name, run))
        return run

    return decorate


def permit(decision: Decision) -> Decision:
    """Beat 1: the policy's answer. Raises RefusedError when it says no."""
    current = _current()
    ensure(decision, str(current.subject or ""))
    current.is_permitted = True
    return decision


def lawful(decision: Decision) -> Decision:
    """Beat 2: the rule's or the lifecycle's answer. Raises RefusedError on a no; keeps its reasons."""
    current = _current()
    current.reasons.extend(decision.reasons)
    return ensure(decision, str(current.subject or ""))


def refuse_now(refusal: Refusal) -> NoReturn:
    """Refuse from within the change itself, where only the database could know (a constraint, a lost race)."""
    raise RefusedError(refusal, str(_current().subject or ""))


def record(subject: models.Model | RecordRef | None, *, council_id: int | None = None, **facts: Any) -> None:
    """Beat 4, first half: one line in the ledger with the facts and every comparison of law the verb rested on."""
    current = _current()
    ref = ref_of(subject) if isinstance(subject, models.Model) else subject
    if current.reasons:
        facts["law"] = [_plain_reason(reason) for reason in current.reasons]
    council = council_id or council_of(subject) or current.council_id
    write_with_others(write_lines, line_of(current.actor, current.name, ref, facts, council_id=council))
    current.subject, current.council_id, current.is_recorded = ref, council, True


def write_with_others(write: Callable[[Sequence[T]], None], row: T) -> None:
    """Write a row; in a group (groups.py) once all calls are decided, together with theirs."""
    unwritten = _current().unwritten
    if unwritten is None:
        write([row])
    else:
        unwritten.append((write, row))


def asked_beforehand() -> Any:
    """What this call's group asked for it before any call was decided."""
    return _current().asked


def unchanged(result: R) -> R:
    """In place of beat 4: the request was a repeat, the first answer stands and nothing was written."""
    _current().is_recorded = True
    return result


def announce(*topics: str) -> None:
    """Beat 4, second half: one line in the outbox a topic; whoever watches is told after the commit."""
    current = _current()
    write_events(current.council_id or current.actor.council_id or 0, topics, current.name, current.subject)


def refused_line(current: OpenVerb, refusal: Refusal) -> dict[str, Any]:
    """The ledger's line about a refused attempt."""
    facts = {"values": {key: str(value) for key, value in refusal.values.items()}}
    return line_of(
        current.actor, current.name, current.subject, facts, council_id=current.council_id, refusal=refusal.code
    )


@contextmanager
def opened(current: OpenVerb) -> Iterator[None]:
    """Inside the block the verb is in progress; at its end its beats have been heard. Raises BeatMissingError."""
    if _open.get() is not None:
        raise BeatMissingError(f"{current.name} was called inside {open_verb_name()}: verbs never nest")
    token = _open.set(current)
    try:
        yield
        _check_beats(current)
    finally:
        _open.reset(token)


def open_verb_name() -> str:
    """The name of the verb in progress, empty outside one."""
    current = _open.get()
    return current.name if current else ""


def ref_of(thing: models.Model) -> RecordRef:
    """A stored thing's kind and number; the kind is the model's name in small letters."""
    return RecordRef(thing._meta.model_name or "", thing.pk)


def council_of(subject: models.Model | RecordRef | None) -> int | None:
    """The council a stored thing belongs to, from its `council_id` or, for a council, its own number."""
    if not isinstance(subject, models.Model):
        return None
    return getattr(subject, "council_id", None) or (subject.pk if subject._meta.model_name == "council" else None)


def _current() -> OpenVerb:
    current = _open.get()
    if current is None:
        raise BeatMissingError("a beat was called outside a verb")
    return current


def _actor_of(args: tuple[Any, ...]) -> Actor:
    if not args or not isinstance(args[0], Actor):
        raise BeatMissingError("a verb's first argument is the acting person")
    return args[0]


def verb_transaction() -> AbstractContextManager[Any]:
    """A durable transaction, in the fair order of this process where the engine has one writer at a time."""
    return writing_turn(transaction.atomic(durable=True))


def _take_thing(current: OpenVerb, args: tuple[Any, ...], *, lock: bool) -> None:
    thing = args[1] if len(args) > 1 else None
    if not isinstance(thing, models.Model) or thing.pk is None:
        return
    current.subject, current.council_id = ref_of(thing), council_of(thing)
    if lock:
        # Keys never change, so rows that only refer to the thing may come meanwhile: a ballot to a poll that is about
        # to close would otherwise wait for the closing, and the closing for the ballot.
        rows = type(thing)._base_manager.select_for_update(of=("self",), no_key=True)
        thing.refresh_from_db(from_queryset=rows)


def _check_beats(current: OpenVerb) -> None:
    if not current.is_permitted:
        raise BeatMissingError(f"{current.name} asked nobody's permission")
    if not current.is_recorded:
        raise BeatMissingError(f"{current.name} left no line in the ledger")


def _keep_refusal(current: OpenVerb, refusal: Refusal) -> None:
    with verb_transaction():
        write_lines([refused_line(current, refusal)])


def _plain_reason(reason: Reason) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "message": reason.message,
        "values": {key: str(value) for key, value in reason.values.items()},
        "outcome": reason.outcome,
    }
    if reason.param:
        plain["row"] = reason.param.id
        plain["key"] = reason.param.key
        plain["article"] = reason.param.article
        plain["confidence"] = str(reason.param.confidence)
        plain["override"] = reason.param.deciding_document
    return plain
