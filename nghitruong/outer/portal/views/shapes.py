"""Public values in the shapes that the page components read; each with its address on this site."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.domain.meetings.lifecycle import ItemState, MeetingState
from nghitruong.domain.room.live import faces
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.domain.voting.rules import BASE_TOTAL
from nghitruong.foundation.documents.queries import PublicPaper
from nghitruong.foundation.law.queries import catalogue_item
from nghitruong.kernel import clock
from nghitruong.kernel.shares import percentage_text
from nghitruong.kernel.vietnamese import format_number
from nghitruong.kernel.vietnamese.dates import short_date, short_moment
from nghitruong.outer.portal.queries.deputies import PublicDeputy
from nghitruong.outer.portal.queries.meetings import PublicItem, PublicMeeting
from nghitruong.outer.portal.queries.sites import Site
from nghitruong.outer.portal.queries.votes import PublicResult, PublicVote
from nghitruong.web import parts
from nghitruong.web.choices import ABSTAIN, NO, YES
from nghitruong.web.words import in_words

MEETING_TONES = {
    MeetingState.CONVENED: "blue",
    MeetingState.OPEN: "gold",
    MeetingState.ADJOURNED: "amber",
    MeetingState.CLOSED: "done",
    MeetingState.COMPLETED: "done",
    MeetingState.POSTPONED: "amber",
    MeetingState.CANCELLED: "red",
}
ITEM_TAGS = {
    ItemState.DECIDED: parts.Tag(gettext_lazy("Voted on"), "done"),
    ItemState.NOTED: parts.Tag(gettext_lazy("Considered"), "done"),
    ItemState.WITHDRAWN: parts.Tag(gettext_lazy("Withdrawn")),
    ItemState.CARRIED_OVER: parts.Tag(gettext_lazy("Carried over"), "amber"),
}
VOTE_TAGS = {
    PollState.OPENED: parts.Tag(gettext_lazy("Voting now"), "gold"),
    PollState.CLOSED: parts.Tag(gettext_lazy("Closed, to be announced"), "amber"),
    PollState.VOID: parts.Tag(gettext_lazy("Cancelled"), "grey"),
}
HONORIFICS = {"nam": gettext_lazy("Mr"), "nu": gettext_lazy("Ms")}
SESSION = "session"
KILOBYTE, MEGABYTE = 1 << 10, 1 << 20


@dataclass(frozen=True)
class MeetingLine:
    """A meeting with its words: state, what the state means, where its page is.

    `is_live` from the morning of its day to its closing; `has_story` once there is something to tell.
    """

    meeting: PublicMeeting
    url: str
    kind: str
    tag: parts.Tag
    explanation: str
    live_url: str
    topic: str
    is_live: bool
    has_story: bool


@dataclass(frozen=True)
class PaperLine:
    """A published paper that can be downloaded."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class VoteLine:
    """A vote in a list: what was asked, how it ended, where its page is."""

    vote: PublicVote
    url: str
    record_url: str
    tag: parts.Tag
    figures: str
    explanation: str


@dataclass(frozen=True)
class ProgrammeLine:
    """An item of the programme with its papers and votes; a vote says more than a tag."""

    item: PublicItem
    tag: parts.Tag | None
    papers: Sequence[PaperLine]
    votes: Sequence[VoteLine]


@dataclass(frozen=True)
class DeputyLine:
    """A deputy as lists show her."""

    title: str
    name: str
    detail: str
    url: str
    area: str


def meeting_line(site: Site, meeting: PublicMeeting) -> MeetingLine:
    has_come = meeting.state is MeetingState.CONVENED and clock.local_date(meeting.starts_at) <= clock.today()
    return MeetingLine(
        meeting=meeting,
        url=site.at("ky-hop", meeting.id),
        # The title of a session says already that it is one.
        kind=catalogue_item("meeting_kinds", meeting.kind).label_vi if meeting.kind != SESSION else "",
        tag=parts.Tag(in_words(meeting.state), MEETING_TONES.get(meeting.state, "grey")),
        explanation=_(meeting.explanation),
        live_url=site.at("ky-hop", meeting.id, "dien-bien"),
        topic=f"meeting-{meeting.id}",
        is_live=meeting.is_followed and (meeting.is_running or has_come),
        has_story=meeting.is_followed and meeting.opened_at is not None,
    )


def programme_lines(
    site: Site, meeting: PublicMeeting, items: Iterable[PublicItem], votes: Iterable[PublicVote]
) -> list[ProgrammeLine]:
    """The programme, each item with what was voted on it."""
    by_item: dict[int, list[VoteLine]] = {}
    for vote in votes:
        by_item.setdefault(vote.item_id, []).append(vote_line(site, vote))
    return [
        ProgrammeLine(
            item,
            # While the meeting runs, where an item stands is told by the live area alone.
            None if meeting.is_running or item.id in by_item else ITEM_TAGS.get(item.state),
            [paper_line(meeting.code, paper) for paper in item.papers],
            by_item.get(item.id, []),
        )
        for item in items
    ]


def paper_line(code: str, paper: PublicPaper) -> PaperLine:
    """The paper with its number, kind and size: nobody should download blindly over a telephone."""
    kind = paper.file_name.rpartition(".")[2].upper()
    detail = " · ".join(part for part in (paper.symbol, kind, size_words(paper.size)) if part)
    return PaperLine(paper.title, detail, reverse("documents:public_file", args=[code, paper.document_id]))


def size_words(size: int) -> str:
    """Bytes as people read them: 340 KB, 2,1 MB."""
    if size < MEGABYTE:
        return f"{max(1, round(size / KILOBYTE))} KB"
    return f"{format_number(Decimal(size) / MEGABYTE, 1)} MB"


def vote_line(site: Site, vote: PublicVote) -> VoteLine:
    result = vote.result
    page = ("ky-hop", vote.meeting_id, "bieu-quyet", vote.id)
    return VoteLine(
        vote=vote,
        url=site.at(*page),
        record_url=f"{site.at(*page)}ban-ghi.json" if result else "",
        tag=verdict_tag(result) if result else VOTE_TAGS[vote.state],
        figures=_("%(yes)s of %(base)s for") % {"yes": result.yes, "base": result.base_count} if result else "",
        explanation=_(vote.explanation),
    )


def verdict_tag(result: PublicResult) -> parts.Tag:
    if result.is_carried:
        return parts.Tag(_("Carried"), "green", "circle-check")
    return parts.Tag(_("Not carried"), "red", "x")


def result_of(vote: PublicVote) -> parts.Result | None:
    """The announced result for the component, or None before."""
    result = vote.result
    if result is None:
        return None
    base = result.base_count or 1
    counts = ((YES, result.yes), (NO, result.no), (ABSTAIN, result.abstain))
    return parts.Result(
        title=vote.question,
        is_carried=result.is_carried,
        verdict=verdict_tag(result).label,
        law=law_sentence(result),
        lines=[parts.ResultLine(choice, count, percentage_text(count, base)) for choice, count in counts],
        base=base,
    )


def law_sentence(result: PublicResult) -> str:
    """The result in one sentence that names its law (R3.04)."""
    return str(faces.OF_TOTAL if result.base == BASE_TOTAL else faces.OF_PRESENT) % {
        "verdict": verdict_tag(result).label,
        "yes": result.yes,
        "count": result.base_count,
        "share": faces.SHARES.get((result.share, result.comparator), result.share),
        "needed": result.needed,
        "basis": result.basis or _("the council's own rules of procedure"),
    }


def vote_facts(vote: PublicVote) -> list[parts.Fact]:
    """When, on what, among how many."""
    facts = [
        parts.Fact(_("Meeting"), vote.meeting_title),
        parts.Fact(_("Item"), f"{vote.item_number}. {vote.item_title}"),
        parts.Fact(_("Vote opened"), short_moment(vote.opened_at)),
    ]
    if vote.closed_at:
        facts.append(parts.Fact(_("Vote closed"), short_moment(vote.closed_at)))
    if vote.reason:
        facts.append(parts.Fact(_("Reason"), vote.reason))
    if result := vote.result:
        sent = result.yes + result.no + result.abstain
        facts += [
            parts.Fact(_("Result announced"), short_moment(result.announced_at)),
            parts.Fact(_("Deputies in total"), result.total),
            parts.Fact(_("Present at the closing"), result.present),
            parts.Fact(_("Ballots sent"), sent),
            parts.Fact(_("Votes needed"), result.needed),
        ]
    return facts


def deputy_line(site: Site, deputy: PublicDeputy) -> DeputyLine:
    place = _("Electoral unit %(number)s") % {"number": deputy.constituency} if deputy.constituency else ""
    posts = [post_words(post.post, post.body) for post in deputy.posts]
    return DeputyLine(
        title=str(HONORIFICS.get(deputy.gender, gettext_lazy("Mr or Ms"))),
        name=deputy.full_name,
        detail=" · ".join([*(posts[:1] or [_("Deputy")]), *([place] if place else [])]),
        url=site.at("dai-bieu", deputy.slug),
        area=deputy.area,
    )


def deputy_facts(deputy: PublicDeputy) -> list[parts.Fact]:
    """What everybody may know of a seat."""
    facts = [parts.Fact(_("Deputy since"), short_date(deputy.starts_on))]
    if deputy.constituency:
        number = _("Number %(number)s") % {"number": deputy.constituency}
        facts.append(parts.Fact(_("Electoral unit"), f"{number}: {deputy.area}" if deputy.area else number))
    if deputy.origin:
        facts.append(parts.Fact(_("Elected to"), deputy.origin))
    facts.append(
        parts.Fact(_("Way of working"), _("Full-time deputy") if deputy.is_full_time else _("Part-time deputy"))
    )
    return facts


def post_words(post: str, body: str) -> str:
    """A post with its body, said once where the one repeats the other: "Trưởng Ban Pháp chế"."""
    tail = post.rpartition(" ")[2]
    if body.startswith(f"{tail} "):
        return f"{post}{body.removeprefix(tail)}"
    return post if post.endswith("HĐND") else f"{post}, {body}"


def contact_facts(site: Site) -> list[parts.Fact]:
    rows = ((_("Address"), site.address), (_("Telephone"), site.phone), (_("E-mail"), site.email))
    return [parts.Fact(name, value) for name, value in rows if value]
