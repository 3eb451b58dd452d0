"""Bodies and posts: what the law says of their make-up. Nearly all of it warns (rulebook 1.2)."""

from collections.abc import Collection
from dataclasses import dataclass

from nghitruong.foundation.councils.rules import refusals
from nghitruong.foundation.councils.rules.refusals import naming
from nghitruong.kernel.decision import Decision, Reason, refuse
from nghitruong.kernel.params import Param, Params

COMMUNE_KINDS = frozenset({"xa", "phuong", "dac_khu", "thi_tran"})
NEEDS_SEAT = frozenset(
    {"chu_tich", "pho_chu_tich", "uy_vien_thuong_truc", "truong_ban", "pho_truong_ban", "uy_vien_ban"}
    | {"to_truong", "to_pho", "thanh_vien_to"}
)
"""Posts of the council's own bodies are held by its deputies; the office's are not (R1.06, R1.17)."""


@dataclass(frozen=True)
class MemberRow:
    """One post to be given in a body. `basis` is one of the catalogue of bases: elected, appointed, approved …"""

    person_id: int
    post: str
    basis: str = "elected"
    is_full_time: bool = False


@dataclass(frozen=True)
class CommitteeFacts:
    """A body about to be created. `committees` are the codes lawful for this kind of unit on this day."""

    body_kind: str
    committee: str
    unit_kind: str
    committees: Collection[str]
    has_groups: bool


def may_create_body(facts: CommitteeFacts, params: Params) -> Decision:
    """Whether the council may have the body. Committees beyond the law's list and groups of a time without warn."""
    if facts.body_kind != "ban":
        return Decision(None, () if facts.body_kind != "to_dai_bieu" else (_groups(facts),))
    if facts.committee not in facts.committees:
        return refuse(naming(refusals.UNKNOWN_KIND, kind=facts.committee))
    param = _committees_param(facts.unit_kind, params)
    if param is None:
        return Decision()
    values = {"committee": facts.committee, "list": ", ".join(param.value)}
    message = "The committee %(committee)s is not among those the law names for this council: %(list)s."
    return Decision(None, (Reason(message, values, facts.committee in param.value, param),))


@dataclass(frozen=True)
class AppointmentFacts:
    """What is looked at before somebody gets a post.

    `posts` are those of the body's kind; `others` how many hold the same post in the body already, `bodies` how many
    such bodies the council has and `in_all` how many hold the post in all of them; `merged_from` counts merged units.
    """

    name: str
    post: str
    basis: str
    expected_basis: str
    posts: Collection[str]
    bases: Collection[str]
    has_seat: bool
    holds_it: bool
    is_in_executive: bool
    leads_agency: bool
    heads_committee: bool
    unit_kind: str
    others: int = 0
    in_all: int = 0
    bodies: int = 1
    merged_from: int = 0


def may_appoint(facts: AppointmentFacts, params: Params) -> Decision:
    """Whether the post may be given. Refuses what is no post of the body; all else of R1.07 to R1.12 warns."""
    if facts.post not in facts.posts:
        return refuse(naming(refusals.POST_NOT_HERE, post=facts.post))
    if facts.basis not in facts.bases:
        return refuse(refusals.UNKNOWN_BASIS)
    if facts.holds_it:
        return refuse(naming(refusals.POST_HELD, name=facts.name))
    if facts.post in NEEDS_SEAT and not facts.has_seat:
        return refuse(naming(refusals.NO_SEAT, name=facts.name))
    reasons = (_separation(facts), _composition(facts), _basis(facts), _number(facts, params))
    return Decision(None, tuple(reason for reason in reasons if reason is not None))


def _separation(facts: AppointmentFacts) -> Reason | None:
    """R1.08: no member of the Standing body in the People's Committee, no committee head at the head of an agency."""
    if facts.post in ("chu_tich", "pho_chu_tich", "uy_vien_thuong_truc"):
        message = "A member of the Standing body is not a member of the People's Committee of the same level."
        return Reason(message, {}, not facts.is_in_executive)
    if facts.post == "truong_ban":
        message = "The head of a committee does not head an agency of the People's Committee."
        return Reason(message, {}, not facts.leads_agency)
    return None


def _composition(facts: AppointmentFacts) -> Reason | None:
    """R1.07: the members of the Standing body beside chair and deputy chairs are the heads of the committees."""
    if facts.post != "uy_vien_thuong_truc":
        return None
    message = "Members of the Standing body are the heads of the committees."
    return Reason(message, {}, facts.heads_committee)


def _basis(facts: AppointmentFacts) -> Reason | None:
    """R1.11; the appointments of 2025 (R1.32) are lawful for posts that are otherwise elected."""
    if not facts.expected_basis or (facts.basis == "appointed" and facts.expected_basis == "elected"):
        return None
    values = {"expected": facts.expected_basis, "given": facts.basis}
    message = "This post is given by “%(expected)s”; here it was “%(given)s”."
    return Reason(message, values, facts.basis == facts.expected_basis)


def _number(facts: AppointmentFacts, params: Params) -> Reason | None:
    """R1.12: deputy chairs at most so many; deputy heads of a commune's committees on average so many."""
    if facts.post == "pho_chu_tich":
        return _at_most(facts.others + 1, 1, params.get(_deputy_chair_key(facts)))
    if facts.post == "pho_truong_ban" and facts.unit_kind in COMMUNE_KINDS:
        return _at_most(facts.in_all + 1, facts.bodies, params.get("committee_deputy_head.commune_avg"))
    return None


def _deputy_chair_key(facts: AppointmentFacts) -> str:
    if facts.unit_kind in COMMUNE_KINDS:
        return "deputy_chair.commune"
    if facts.merged_from < 2:
        return "deputy_chair.unmerged"
    return "deputy_chair.merged3_city" if _is_big_city(facts) else "deputy_chair.merged2"


def _is_big_city(facts: AppointmentFacts) -> bool:
    return facts.merged_from > 2 and facts.unit_kind == "thanh_pho_tw"


def _at_most(holders: int, bodies: int, param: Param | None) -> Reason | None:
    if param is None or not param.is_known:
        return None
    limit = param.value * bodies
    message = "Holders of this post: %(holders)s; at most %(limit)s."
    return Reason(message, {"holders": holders, "limit": limit}, holders <= limit, param)


def _committees_param(unit_kind: str, params: Params) -> Param | None:
    if unit_kind in COMMUNE_KINDS:
        return params.get("committees.commune")
    return params.get("committees.tinh") or params.get("committees.thanh_pho")


def _groups(facts: CommitteeFacts) -> Reason:
    """R1.13: groups of deputies exist in communes since 2025; before, in provinces and districts only."""
    return Reason("Communes have groups of deputies since 1 July 2025 only.", {}, facts.has_groups)
