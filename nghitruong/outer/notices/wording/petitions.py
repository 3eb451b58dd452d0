"""To voters: that their petition was received, and that it was answered (E07, E08, SMS-07, SMS-08)."""

from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.domain.petitions.queries import ToConfirm, Told, follower_to_confirm, told_of
from nghitruong.domain.petitions.rules import KEEP_UNCONFIRMED_DAYS
from nghitruong.foundation.councils.queries import unit_of
from nghitruong.foundation.events.queries import Happened
from nghitruong.kernel.refs import RecordRef
from nghitruong.kernel.vietnamese import short_date
from nghitruong.outer.notices.kinds import Kind, Letter, Occasion, Recipient
from nghitruong.outer.notices.queries import footer_of
from nghitruong.outer.notices.wording.greeting import dear


def petition_of(event: Happened) -> Occasion | None:
    """The petition of the topic, with everybody who asked or follows."""
    told = told_of(RecordRef.parse(event.topic).id)
    return Occasion(event.council_id, told, f"petition-{told.petition_id}") if told else None


def voters(occasion: Occasion) -> list[Recipient]:
    """Who asked and left a phone or a mail address; each once, by the address."""
    told: Told = occasion.data
    return [Recipient(name, email=email, phone=phone) for name, phone, email in told.voters]


def followers(occasion: Occasion) -> list[Recipient]:
    """Who left a mail address to hear of the petition, and confirmed it."""
    return [Recipient("", email=email) for email, _leave_code in occasion.data.followers]


def to_confirm(event: Happened) -> Occasion | None:
    """The follower of the topic, while she has not confirmed."""
    waiting = follower_to_confirm(RecordRef.parse(event.topic).id)
    return Occasion(event.council_id, waiting, f"follower-{waiting.follower_id}") if waiting else None


def one_follower(occasion: Occasion) -> list[Recipient]:
    """Who is asked whether the address is hers."""
    return [Recipient("", email=occasion.data.email)]


def received_letter(occasion: Occasion, one: Recipient) -> Letter:
    """The receipt, with the private code for who asked."""
    values = _values(occasion, one)
    said = _("%(council)s has received your petition: “%(title)s”.") % values
    private = _("Your private code is %(private)s. Who has it sees how you can be reached.") % values
    sms = (
        _("%(council)s has received your petition. Code %(code)s, private code %(private)s. See") % values,
        _("Your petition was received: %(code)s, private code %(private)s. See") % values,
    )
    subject = _("Petition %(code)s was received") % values
    return Letter(subject, "\n\n".join([dear(one), said, private]), _path(occasion), _("Follow it"), sms)


def answered_letter(occasion: Occasion, one: Recipient) -> Letter:
    """That it was answered, with the answer's words and the promised day."""
    told: Told = occasion.data
    values = _values(occasion, one)
    promised = [_("To be done by %(day)s.") % values] if told.promised_on else []
    said = _("%(agency)s has answered petition %(code)s, “%(title)s”:") % values
    subject = _("Petition %(code)s was answered") % values
    sms = (_("%(council)s: petition %(code)s was answered. See and judge at") % values,)
    parts = [dear(one), said, told.answer, *promised]
    return Letter(subject, "\n\n".join(parts), _path(occasion), _("See the answer"), sms)


def followed_letter(occasion: Occasion, one: Recipient) -> Letter:
    """The same for who follows, with the way out."""
    letter, told = answered_letter(occasion, one), occasion.data
    code = dict(told.followers).get(one.email, "")
    page = reverse("portal:leave_petition", args=[unit_of(occasion.council_id).code, code])
    leave = _("To hear no more of it: %(address)s") % {"address": f"{settings.ADDRESS}{page}"}
    return replace(letter, text=f"{letter.text}\n\n{leave}")


def confirm_letter(occasion: Occasion, _one: Recipient) -> Letter:
    """The first mail: whether the address is hers, and what happens when she does nothing."""
    waiting: ToConfirm = occasion.data
    values = {"code": waiting.code, "title": waiting.title, "days": KEEP_UNCONFIRMED_DAYS}
    asked = _("Somebody, perhaps you, wants to hear what becomes of petition %(code)s, “%(title)s”.") % values
    nothing = (
        _("If it was not you, do nothing: nothing else is sent, and the address is deleted in %(days)s days.") % values
    )
    path = reverse("portal:confirm_following", args=[unit_of(occasion.council_id).code, waiting.confirm_code])
    subject = _("Confirm that you follow petition %(code)s") % values
    return Letter(subject, f"{asked}\n\n{nothing}", path, _("Confirm"))


def _path(occasion: Occasion) -> str:
    return reverse("portal:petition", args=[unit_of(occasion.council_id).code, occasion.data.code])


def _values(occasion: Occasion, one: Recipient) -> dict[str, str]:
    told: Told = occasion.data
    return {
        "council": footer_of(occasion.council_id)["council_name"],
        "code": told.code,
        "title": told.title,
        "agency": told.agency,
        "private": told.private_codes.get(one.phone or one.email, ""),
        "day": short_date(told.promised_on) if told.promised_on else "",
    }


_ACCEPTED = {
    "petitions.accept_reply": "petition-",
    "petitions.accept_promise": "petition-",
    "petitions.hear_answer": "petition-",
}

RECEIVED = Kind(
    "petition_received",
    "voter",
    gettext_lazy("Voters: a petition was received"),
    petition_of,
    voters,
    received_letter,
    hears={"petitions.submit_petition": "petition-"},
)
ANSWERED = Kind(
    "petition_answered",
    "voter",
    gettext_lazy("Voters: a petition was answered"),
    petition_of,
    voters,
    answered_letter,
    hears=_ACCEPTED,
)
FOLLOWED = Kind(
    "petition_followed",
    "follower",
    gettext_lazy("Followers: a petition was answered"),
    petition_of,
    followers,
    followed_letter,
    hears=_ACCEPTED,
)
CONFIRM = Kind(
    "follow_confirm",
    "follower",
    gettext_lazy("Followers: whether the address is theirs"),
    to_confirm,
    one_follower,
    confirm_letter,
    hears={"petitions.follow_petition": "follower-"},
)
