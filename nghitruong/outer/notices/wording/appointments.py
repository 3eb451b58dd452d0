"""To who asked for an appointment at a reception: what became of it. What she comes for stands in no message."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.domain.letters.lifecycle import SlotState
from nghitruong.domain.letters.queries import ToldSlot, told_slot
from nghitruong.foundation.councils.queries import unit_of
from nghitruong.foundation.events.queries import Happened
from nghitruong.kernel.refs import RecordRef
from nghitruong.kernel.vietnamese.dates import short_moment
from nghitruong.outer.notices.kinds import Kind, Letter, Occasion, Recipient
from nghitruong.outer.notices.queries import footer_of
from nghitruong.outer.notices.wording.greeting import dear


def slot_of(event: Happened) -> Occasion | None:
    """The appointment of the topic, while it is known who asked for it."""
    told = told_slot(RecordRef.parse(event.topic).id)
    return Occasion(event.council_id, told, f"slot-{told.slot_id}") if told else None


def caller(occasion: Occasion) -> list[Recipient]:
    """Who asked for it."""
    told: ToldSlot = occasion.data
    return [Recipient(told.name, email=told.email, phone=told.phone)]


def appointment_letter(occasion: Occasion, one: Recipient) -> Letter:
    """Where the appointment stands now, with the code that opens and cancels it."""
    told: ToldSlot = occasion.data
    values = {
        "council": footer_of(occasion.council_id)["council_name"],
        "receiver": told.receiver,
        "place": told.place,
        "day": short_moment(told.at or told.day),
        "reason": told.reason,
        "code": told.code,
    }
    subject, said, sms = _SAID[told.state]
    code = _("The code of your appointment is %(code)s. With it you see the appointment or cancel it.") % values
    reason = [_("Reason: %(reason)s") % values] if told.reason else []
    parts = [dear(one), str(said) % values, *reason, code]
    path = reverse("portal:appointment", args=[unit_of(occasion.council_id).code])
    return Letter(str(subject), "\n\n".join(parts), path, _("See the appointment"), (str(sms) % values,))


_SAID = {
    SlotState.ASKED: (
        gettext_lazy("Your appointment waits for its time"),
        gettext_lazy(
            "%(council)s has your request for an appointment with %(receiver)s, %(day)s. The office will tell "
            "you the time."
        ),
        gettext_lazy("%(council)s: your request for an appointment on %(day)s was received. Code %(code)s. See"),
    ),
    SlotState.CONFIRMED: (
        gettext_lazy("Your appointment is confirmed"),
        gettext_lazy(
            "%(receiver)s receives you on %(day)s at %(place)s. Please bring your papers and an identity card."
        ),
        gettext_lazy("%(council)s: you are received on %(day)s. Code %(code)s. See"),
    ),
    SlotState.DECLINED: (
        gettext_lazy("The appointment cannot be given"),
        gettext_lazy("The appointment with %(receiver)s, %(day)s, cannot be given. You may choose another day."),
        gettext_lazy("%(council)s: the appointment on %(day)s cannot be given. Code %(code)s. See"),
    ),
}

APPOINTMENT = Kind(
    "appointment",
    "appointment",
    gettext_lazy("Citizens: their appointment at a reception"),
    slot_of,
    caller,
    appointment_letter,
    hears={
        f"letters.{verb}": "slot-" for verb in ("ask_slot", "confirm_slot", "move_slot", "decline_slot", "postpone_day")
    },
)
