"""What the law says about an open vote, from facts and dated parameters alone (rulebook 3)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nghitruong.domain.voting.lifecycle import Choice, PollState
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusalKind, RefusedError, judge, refuse
from nghitruong.kernel.params import Param, Params
from nghitruong.kernel.shares import is_reached, needed, share_of

QUORUM_KEY = "session.quorum"
DECIDING_KINDS = frozenset({"resolution", "approval_list", "removal"})
"""Votes on the whole of an item; a vote on an article or on procedure leaves the item where it is (R3.13)."""

BASE_TOTAL = "total"
BASE_PRESENT = "present"

MEETING_NOT_OPEN = Refusal(
    "voting.meeting_not_open", "No vote can be opened now: the meeting is not in progress. Open the meeting first."
)
ITEM_NOT_READY = Refusal(
    "voting.item_not_ready", "No vote can be opened on this item yet: take it to the step “Vote” first."
)
ANOTHER_POLL_OPEN = Refusal(
    "voting.another_poll_open", "Another vote is still open in this meeting. Close it before opening this one."
)
NO_SUCH_CHOICE = Refusal("voting.no_such_choice", "A ballot is one of: yes, no, abstain.", kind=RefusalKind.INVALID)
NO_KEY = Refusal(
    "voting.no_key",
    "A ballot needs its own key of 1 to 64 characters, so that a repeat counts once.",
    kind=RefusalKind.INVALID,
)
NOT_OPEN_YET = Refusal("voting.not_open_yet", "This vote has not been opened yet.")
ALREADY_CLOSED = Refusal("voting.already_closed", "This vote is closed. A ballot sent now does not count.")
CANCELLED = Refusal("voting.cancelled", "This round of voting was cancelled. Its ballots do not count.")
NOT_ENTITLED = Refusal(
    "voting.not_entitled", "You are not on the list of deputies entitled to this vote, which was fixed when it opened."
)
NOT_PRESENT = Refusal("voting.not_present", "You have not checked in, so you have no ballot. Check in first.")
SECRET_ONLY = Refusal(
    "voting.secret_only", "This kind of vote is held by secret ballot only. Prepare a secret ballot instead."
)
UNKNOWN_KIND = Refusal(
    "voting.unknown_kind",
    "There is no such kind of vote on this day. Choose one of those offered.",
    kind=RefusalKind.INVALID,
)
NO_RECORD = Refusal(
    "voting.no_record",
    "This is not the published record of an open vote: “%(field)s” is missing or cannot be read.",
    kind=RefusalKind.INVALID,
)
UNCOUNTED = Refusal("voting.uncounted", "There is nothing to announce: no deputy is on the list of this vote.")


@dataclass(frozen=True)
class OpeningFacts:
    """What is looked at before a vote opens. Numbers count deputies of this council."""

    total: int
    present: int
    is_meeting_open: bool
    is_item_ready: bool
    is_another_open: bool


@dataclass(frozen=True)
class BallotFacts:
    """What is looked at before a ballot is taken."""

    state: PollState
    is_entitled: bool
    is_present: bool


@dataclass(frozen=True)
class Threshold:
    """Which share of which base carries the question; kept with the poll from its opening on."""

    param: Param
    base: str

    @property
    def share(self) -> str:
        return str(share_of(self.param))

    def needed_of(self, count: int) -> int:
        """The fewest votes in favour that carry it, e.g. 102 of 202."""
        return needed(count, self.share, self.param.op)


def may_open(facts: OpeningFacts, params: Params) -> Decision:
    """Whether a vote may open: the meeting runs, the item stands at its vote, no other vote is open, quorum (R2.20)."""
    if not facts.is_meeting_open:
        return refuse(MEETING_NOT_OPEN)
    if not facts.is_item_ready:
        return refuse(ITEM_NOT_READY)
    if facts.is_another_open:
        return refuse(ANOTHER_POLL_OPEN)
    if not facts.total:
        return refuse(UNCOUNTED)
    return quorum(facts.total, facts.present, params[QUORUM_KEY])


def quorum(total: int, present: int, param: Param) -> Decision:
    """Whether enough deputies are present: at least the row's share of the total number (R2.20)."""
    share = share_of(param)
    values = {"present": present, "total": total, "needed": needed(total, share, param.op), "share": str(share)}
    return judge(
        Reason(
            "Present: %(present)s of %(total)s deputies; at least %(needed)s are needed (%(share)s of the total).",
            values,
            is_reached(min(present, total), total, share, param.op),
            param,
        ),
        Refusal(
            "voting.no_quorum",
            "Present: %(present)s of %(total)s deputies, fewer than the %(needed)s needed. No vote can be opened.",
            values,
            article=param.basis,
        ),
    )


def may_prepare(question: str, threshold: Threshold, forms: Sequence[str]) -> Decision:
    """An open vote needs a question, a known majority (R3.04), and a kind that may be voted on openly (R3.03)."""
    if "open" not in forms:
        return refuse(SECRET_ONLY)
    if not question:
        return refuse(
            Refusal("voting.no_question", "Write the question the deputies vote on.", kind=RefusalKind.INVALID)
        )
    if not threshold.param.is_known:
        return refuse(
            Refusal("voting.unknown_threshold", "The majority for this kind of vote is not known; confirm it first.")
        )
    return ALLOWED


def may_close(state: PollState) -> Decision:
    """A vote that was never opened has no denominator to be counted against."""
    return refuse(NOT_OPEN_YET) if state is PollState.PREPARED else ALLOWED


def may_cast(facts: BallotFacts, choice: str, key: str) -> Decision:
    """Whether a ballot counts: open poll, on the frozen list, checked in, one of the three options (R3.01, R3.02)."""
    if choice not in set(Choice):
        return refuse(NO_SUCH_CHOICE)
    if not 1 <= len(key) <= 64:
        return refuse(NO_KEY)
    if facts.state is not PollState.OPENED:
        return refuse({PollState.PREPARED: NOT_OPEN_YET, PollState.VOID: CANCELLED}.get(facts.state, ALREADY_CLOSED))
    if not facts.is_entitled:
        return refuse(NOT_ENTITLED)
    if not facts.is_present:
        return refuse(NOT_PRESENT)
    return ALLOWED


@dataclass(frozen=True)
class Tally:
    """Ballots counted at closing, last one a deputy, by option."""

    yes: int
    no: int
    abstain: int

    @property
    def sent(self) -> int:
        return self.yes + self.no + self.abstain


def carries(tally: Tally, base: int, share: str, comparator: str, param: Param | None = None) -> Reason:
    """Whether the question is carried: votes in favour against the base, with integers only (R3.04, R3.06)."""
    values = {"yes": tally.yes, "base": base, "needed": needed(base, share, comparator), "share": share}
    return Reason(
        "In favour: %(yes)s of %(base)s; %(needed)s are needed.",
        values,
        is_reached(tally.yes, base, share, comparator),
        param,
    )


RECORD_FORMAT = "nghitruong/open-vote/1"


@dataclass(frozen=True)
class Recount:
    """A published result counted again from its ballots alone. Each difference is a sentence with both figures."""

    tally: Tally
    needed: int
    is_carried: bool
    differences: tuple[Reason, ...] = ()


def recount(published: Mapping[str, Any]) -> Recount:
    """Count a published vote again: every figure must follow from the ballots, the base and the share.

    Raises RefusedError for what is no such record. A record that disagrees with itself is no error: the differences
    say where.
    """
    threshold = _part(published, "threshold", dict)
    if published.get("format") != RECORD_FORMAT:
        raise _unreadable("format")
    tally = _counted(_part(published, "ballots", list))
    base = _part(threshold, "count", int)
    share, comparator = _part(threshold, "share", str), _part(threshold, "comparator", str)
    try:
        fewest = needed(base, share, comparator)
        is_carried = is_reached(min(tally.yes, base), base, share, comparator)
    except (ValueError, ZeroDivisionError):
        raise _unreadable("threshold") from None
    return Recount(tally, fewest, is_carried, tuple(_differences(published, tally, fewest, is_carried)))


def _differences(published: Mapping[str, Any], tally: Tally, fewest: int, is_carried: bool) -> list[Reason]:
    """What the record claims against what its ballots say."""
    counts, threshold = _part(published, "counts", dict), _part(published, "threshold", dict)
    claimed = Tally(_part(counts, "yes", int), _part(counts, "no", int), _part(counts, "abstain", int))
    total, base = _part(published, "total", int), _part(threshold, "count", int)
    twice = sorted(code for code, times in _receipts(published).items() if times > 1)
    compared = [
        _same("Ballots in favour: published %(published)s, counted %(counted)s.", claimed.yes, tally.yes),
        _same("Ballots against: published %(published)s, counted %(counted)s.", claimed.no, tally.no),
        _same("Ballots not voting: published %(published)s, counted %(counted)s.", claimed.abstain, tally.abstain),
        _same("Votes needed: published %(published)s, counted %(counted)s.", _part(threshold, "needed", int), fewest),
        Reason(
            "Carried is published as %(published)s, but the ballots say %(counted)s.",
            {"published": published.get("carried"), "counted": is_carried},
            published.get("carried") is is_carried,
        ),
        Reason(
            "There are %(sent)s ballots, but only %(total)s deputies.",
            {"sent": tally.sent, "total": total},
            tally.sent <= total,
        ),
        Reason(
            "The share is taken of %(base)s, but there are %(total)s deputies in total.",
            {"base": base, "total": total},
            base == total if threshold.get("base") == BASE_TOTAL else base <= total,
        ),
        Reason("The receipt %(receipt)s stands on more than one ballot.", {"receipt": ", ".join(twice)}, not twice),
    ]
    return [reason for reason in compared if not reason.outcome]


def _same(message: str, published: int, counted: int) -> Reason:
    return Reason(message, {"published": published, "counted": counted}, published == counted)


def choice_under(published: Mapping[str, Any], receipt: str) -> Choice | None:
    """How the ballot with this receipt was counted, for whoever holds it; None where no ballot carries it."""
    code = "".join(letter for letter in receipt.upper() if letter.isalnum())
    found = [ballot for ballot in _part(published, "ballots", list) if ballot.get("receipt") == code]
    return Choice(found[0]["choice"]) if found else None


def _counted(ballots: Sequence[Any]) -> Tally:
    try:
        counts = Counter(Choice(ballot["choice"]) for ballot in ballots)
    except (KeyError, TypeError, ValueError):
        raise _unreadable("ballots") from None
    return Tally(counts[Choice.YES], counts[Choice.NO], counts[Choice.ABSTAIN])


def _receipts(published: Mapping[str, Any]) -> Counter[str]:
    return Counter(str(ballot.get("receipt")) for ballot in published["ballots"])


def _part(whole: Mapping[str, Any], name: str, kind: type[Any]) -> Any:
    """One field of a record, of the kind it must be; true and false are no numbers."""
    value = whole.get(name)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _unreadable(name)
    return value


def _unreadable(field: str) -> RefusedError:
    return RefusedError(Refusal(NO_RECORD.code, NO_RECORD.message, {"field": field}, kind=NO_RECORD.kind))
