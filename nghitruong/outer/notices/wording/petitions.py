"""To voters: that their petition was received, and that it was answered (E07, E08, SMS-07, SMS-08)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.domain.petitions.queries import Told, told_of
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
    """Who left a mail address to hear of the petition."""
    return [Recipient("", email=email) for email in occasion.data.followers]


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


_ACCEPTED = {"petitions.accept_reply": "petition-", "petitions.accept_promise": "petition-"}

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
    answered_letter,
    hears=_ACCEPTED,
)
