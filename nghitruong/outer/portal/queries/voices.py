"""What one voter may know with the private code: the own words and contact, and where the petition stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from nghitruong.domain.petitions.lifecycle import Channel, PhotoState, ReplyState
from nghitruong.domain.petitions.models import Follower, Petition, Rating, Reply, Sending, Voice
from nghitruong.domain.petitions.queries import due_if_sent
from nghitruong.kernel import clock
from nghitruong.outer.portal.queries.petitions import PublicPetition, public_petitions, shape_of


@dataclass(frozen=True)
class OwnPetition:
    """A petition before the eyes of one who asked for it. `text` is the own one; of others' words nothing is here.

    `rated` is what she last said of the newest accepted answer; `is_due` once the promised day has come. Of her
    `photos` so many may be shown, and so many are.
    """

    code: str
    private_code: str
    title: str
    text: str
    name: str
    phone: str
    email: str
    address: str
    forget_after: date
    petition: PublicPetition
    expected_on: date | None
    is_rateable: bool
    is_due: bool
    rated: str
    photos: int
    photos_allowed: int
    photos_shown: int


def voice_with(council_ids: Sequence[int], code: str, private_code: str) -> Voice | None:
    """The voter who has this private code of this petition, also after it was merged into another."""
    plain = "".join(private_code.split()).replace("-", "").upper()
    return _voices(council_ids, code).filter(private_code=plain).first()


def voice_by_id(council_ids: Sequence[int], code: str, voice_id: int) -> Voice | None:
    """The same voter again, by the number that the browser was given in a seal."""
    return _voices(council_ids, code).filter(pk=voice_id).first()


def receipt_of(council_id: int, key: str) -> Voice | None:
    """The voter whose form had this key, when it was sent already."""
    sent = Sending.objects.filter(council_id=council_id, key=key).exclude(voice=None)
    found = sent.select_related("voice__petition").first() if key else None
    return found.voice if found else None


def own_petition(voice: Voice) -> OwnPetition:
    petition, said = voice.petition, voice.recorded_with or voice.petition
    reply = accepted_reply(voice)
    rating = Rating.objects.filter(reply=reply, voice=voice).first() if reply else None
    promised = reply.promised_on if reply else None
    return OwnPetition(
        code=said.code,
        private_code=voice.private_code,
        title=said.title,
        text=said.text if said.intake.channel == Channel.FORM else said.public_text,
        name=voice.name,
        phone=voice.phone,
        email=voice.email,
        address=voice.address,
        forget_after=voice.forget_after,
        petition=shape_of(petition),
        expected_on=None if petition.answer else due_if_sent([petition], petition.agency_id),
        is_rateable=reply is not None,
        is_due=promised is not None and promised <= clock.today(),
        rated=rating.verdict if rating else "",
        **_photos_of(voice),
    )


def _photos_of(voice: Voice) -> dict[str, int]:
    """How many pictures she sent, may be shown, and are shown; in one question."""
    return voice.photos.aggregate(
        photos=Count("pk"),
        photos_allowed=Count("pk", filter=Q(may_show=True)),
        photos_shown=Count("pk", filter=Q(state=PhotoState.RELEASED)),
    )


def accepted_reply(voice: Voice) -> Reply | None:
    """The answer that this voter may judge."""
    return voice.petition.replies.filter(state=ReplyState.ACCEPTED).order_by("-number").first()


def followable(council_ids: Sequence[int], code: str) -> Petition | None:
    """The public petition of a code, for who wants to hear of it."""
    return public_petitions(council_ids).filter(code=code.upper()).first()


def follower_with(council_ids: Sequence[int], leave_code: str) -> Follower | None:
    found = Follower.objects.filter(council_id__in=list(council_ids), leave_code=leave_code)
    return found.select_related("petition").first()


def follower_to_confirm(council_ids: Sequence[int], confirm_code: str) -> Follower | None:
    """Who has this first mail, also when she has confirmed it already."""
    found = Follower.objects.filter(council_id__in=list(council_ids), confirm_code=confirm_code)
    return found.select_related("petition").first() if confirm_code else None


def _voices(council_ids: Sequence[int], code: str) -> QuerySet[Voice]:
    of_code = Q(petition__code=code.upper()) | Q(recorded_with__code=code.upper())
    found = Voice.objects.filter(of_code, council_id__in=list(council_ids))
    return found.select_related("petition__agency", "petition__answer", "petition__intake", "recorded_with__intake")
