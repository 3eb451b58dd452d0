"""What a rule or a policy answers: yes or no, with reasons that can be shown, kept and read again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from nghitruong.kernel.params import Param


class RefusalKind(StrEnum):
    """Which of the three questions said no; `web` answers 403, 409, 404 and 400 for them."""

    NOT_ALLOWED = "not_allowed"
    UNLAWFUL = "unlawful"
    NOT_FOUND = "not_found"
    INVALID = "invalid"


@dataclass(frozen=True)
class Refusal:
    """A named no: a stable code, an English sentence with %(name)s places, its values, and the article if law said it.

    The sentence is a gettext source string; whoever shows it translates it and fills in the values.
    """

    code: str
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)
    article: str = ""
    kind: RefusalKind = RefusalKind.UNLAWFUL
    roles: tuple[str, ...] = ()


class RefusedError(Exception):
    """Raised out of a verb so that its transaction rolls back; carries the refusal, never prose."""

    def __init__(self, refusal: Refusal, subject: str = "") -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
        self.subject = subject


@dataclass(frozen=True)
class Reason:
    """One comparison that a decision rests on, with the row of law that it used.

    `outcome` is whether the comparison held; `message` is a gettext source sentence like the refusal's.
    """

    message: str
    values: Mapping[str, Any]
    outcome: bool
    param: Param | None = None


@dataclass(frozen=True)
class Decision:
    """A rule's answer. `warnings` are unmet rules that do not block; a person must then give a reason."""

    refusal: Refusal | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def is_allowed(self) -> bool:
        return self.refusal is None

    @property
    def warnings(self) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons if not reason.outcome) if self.is_allowed else ()

    def __and__(self, other: "Decision") -> "Decision":
        """Both must hold; the first refusal is the answer, all reasons are kept."""
        return Decision(self.refusal or other.refusal, self.reasons + other.reasons)


ALLOWED = Decision()


def refuse(refusal: Refusal, *reasons: Reason) -> Decision:
    """A decision that says no."""
    return Decision(refusal, reasons)


def judge(reason: Reason, refusal: Refusal) -> Decision:
    """Turn one comparison into a decision: unmet refuses only where its row of law blocks, else it warns."""
    blocks = reason.param is None or reason.param.blocks
    return Decision(refusal if not reason.outcome and blocks else None, (reason,))


def ensure(decision: Decision, subject: str = "") -> Decision:
    """Raise RefusedError when the decision says no, else hand it back for the record."""
    if decision.refusal is not None:
        raise RefusedError(decision.refusal, subject)
    return decision
