"""Questions that every page asks: written once by the ORM, asked often with other values.

The ORM takes longer to write such a statement than the database takes to answer it, and so do its filters, copied one
after the other. Nothing of an answer is kept here, only the words of the question.

    @kept
    def _inbox(actor: Actor) -> QuerySet[Message]:
        return messages_of(actor).filter(read_at=None)

    _inbox(actor)    # the rows, as a list
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Generic, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BigIntegerField, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")

MOST = 500
"""Forms of one question: by roles, by what an actor lacks, by how many ids are given, and by the day."""

_SAMPLE = 2_000_000_000
"""The sample's numbers begin here: no record has them, and every column of ids takes them."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


@dataclass(frozen=True)
class Given:
    """Stands for the n-th value of a call, as the driver takes numbers of that column."""

    place: int
    kind: Callable[[int], int]


@dataclass(frozen=True)
class Since:
    """Stands for a moment so far from now."""

    distance: timedelta


@dataclass(frozen=True)
class Written:
    """A question in its final words. `rows` and `compiler` know how its answer is read."""

    rows: QuerySet[Any, Any]
    compiler: SQLCompiler
    words: str
    params: Sequence[Any]


class Kept(Generic[P, R]):
    """A question by the form of what it is asked with. See `kept`."""

    def __init__(self, build: Callable[P, QuerySet[Any, R]]) -> None:
        self.build = build
        self._forms: dict[tuple[Any, ...], Written | None] = {}

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        values: list[int] = []
        form = (_vendor(), clock.today(), *kwargs, *(_form(one, values) for one in (*args, *kwargs.values())))
        if values and max(values) > BigIntegerField.MAX_BIGINT:
            # No column holds it: the ORM knows that nothing is found, the driver would fail.
            return list(self.build(*args, **kwargs))
        if form not in self._forms:
            if len(self._forms) >= MOST:
                self._forms.clear()
            self._forms[form] = _written(self.build, args, kwargs, values)
        written = self._forms[form]
        return list(self.build(*args, **kwargs) if written is None else _bound(written, values))

    def is_kept(self, *args: P.args, **kwargs: P.kwargs) -> bool:
        """Whether such a call finds its words written, or has to write them anew because they serve only once."""
        self(*args, **kwargs)
        form = (_vendor(), clock.today(), *kwargs, *(_form(one, []) for one in (*args, *kwargs.values())))
        return self._forms[form] is not None


def kept(build: Callable[P, QuerySet[Any, R]]) -> Kept[P, R]:
    """Decorate the writing of a question; calling it asks, and answers the list of its rows.

    An argument is an Actor, an id, a list of ids, or something that is compared by value and on which the form of the
    question depends (a word, a truth value, None). The form may depend on the day, never on the hour or the language:
    the words are written anew each day, moments are counted from now. What cannot be accounted for is not kept but
    written for each call.
    """
    return Kept(build)


def _form(one: Any, values: list[int]) -> Any:
    """What the words depend on; what is only filled in goes to `values`."""
    if isinstance(one, Actor):
        return ("actor", *(_form(getattr(one, each.name), values) for each in fields(one) if each.name != "name"))
    if isinstance(one, list):
        return ("list", *(_form(each, values) for each in one))
    if type(one) is int and one:
        values.append(one)
        return int
    return one


def _sampled(one: Any, numbers: Iterator[int]) -> Any:
    """The same with a number of the sample in the place of each value, and under a name that nobody has."""
    if isinstance(one, Actor):
        others = {each.name: _sampled(getattr(one, each.name), numbers) for each in fields(one) if each.name != "name"}
        return Actor(name="\0", **others)
    if isinstance(one, list):
        return [_sampled(each, numbers) for each in one]
    return next(numbers) if type(one) is int and one else one


def _written(
    build: Callable[..., QuerySet[Any, Any]], args: Sequence[Any], kwargs: Mapping[str, Any], values: Sequence[int]
) -> Written | None:
    """Write it twice: of a sample, at another hour of today, and as it is. What differs must be accounted for."""
    now, numbers = clock.now(), count(_SAMPLE)
    other = _other_hour(now)
    sample_args = [_sampled(one, numbers) for one in args]
    sample_kwargs = {name: _sampled(one, numbers) for name, one in kwargs.items()}
    sample, real = _write(build, sample_args, sample_kwargs, other), _write(build, args, kwargs, now)
    if sample is None or real is None or (sample.words, len(sample.params)) != (real.words, len(real.params)):
        return None
    pairs = zip(sample.params, real.params, strict=True)
    params = [_accounted(of_sample, of_real, values, other, now) for of_sample, of_real in pairs]
    return None if any(one is NotImplemented for one in params) else replace(sample, params=params)


def _write(
    build: Callable[..., QuerySet[Any, Any]], args: Sequence[Any], kwargs: Mapping[str, Any], at: datetime
) -> Written | None:
    """The question in words as if it were that moment; None when it has no answer whatever the database holds."""
    connection = connections[DEFAULT_DB_ALIAS]
    with clock.standing_at(at), connection.execute_wrapper(_refuse):
        rows = build(*args, **kwargs)
        compiler = rows.query.get_compiler(connection=connection)
        try:
            words, params = compiler.as_sql()
        except EmptyResultSet:
            return None
    return Written(rows, compiler, words, params)


def _vendor() -> str:
    return connections[DEFAULT_DB_ALIAS].vendor


def _refuse(*_call: Any) -> Any:
    raise AssertionError("a question that is kept asks nothing while it is written")


def _other_hour(now: datetime) -> datetime:
    """Another moment of the council's same day, many hours away."""
    local = now.astimezone(clock.COUNCIL_ZONE)
    return local.replace(hour=22 if local.hour < 12 else 1, minute=local.minute ^ 1).astimezone(UTC)


def _accounted(of_sample: Any, of_real: Any, values: Sequence[int], other: datetime, now: datetime) -> Any:
    """What a value is the next time: one that was given, a moment, or the same; NotImplemented for neither."""
    if isinstance(of_sample, int) and of_sample >= _SAMPLE:
        place = of_sample - _SAMPLE
        return Given(place, type(of_sample)) if place < len(values) and values[place] == of_real else NotImplemented
    then, moment = _moment(of_sample), _moment(of_real)
    if then and moment and then != moment:
        return Since(moment - now) if moment - now == then - other else NotImplemented
    return of_real if type(of_sample) is type(of_real) and of_sample == of_real else NotImplemented


def _moment(value: Any) -> datetime | None:
    """A moment as PostgreSQL's driver takes it, or as SQLite stores it: in UTC, without a zone."""
    if isinstance(value, str) and _MOMENT.match(value):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value if isinstance(value, datetime) else None


def _bound(written: Written, values: Sequence[int]) -> QuerySet[Any, Any]:
    """The rows for these values, not asked for yet."""
    connection = connections[DEFAULT_DB_ALIAS]
    now = clock.now()
    params = tuple(_filled(one, values, now, connection) for one in written.params)
    compiler: Any = copy(written.compiler)
    compiler.connection = connection
    compiler.as_sql = lambda *_how, **_more: (written.words, params)
    rows: Any = written.rows.all()
    rows.query.get_compiler = lambda *_how, **_more: compiler
    return rows  # type: ignore[no-any-return]


def _filled(one: Any, values: Sequence[int], now: datetime, connection: Any) -> Any:
    if isinstance(one, Given):
        return one.kind(values[one.place])
    return connection.ops.adapt_datetimefield_value(now + one.distance) if isinstance(one, Since) else one
