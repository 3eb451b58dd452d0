"""What is typed about letters, receptions and cards. The forms of a card have no field in which a name could stand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nghitruong.domain.letters import queries
from nghitruong.domain.letters.lifecycle import LetterChannel, LetterKind, Stage
from nghitruong.kernel.actor import Actor
from nghitruong.web.fields import DayField, LineField, MomentField, TextField, WholeNumberField
from nghitruong.web.words import in_words


def _choices(values: Any, empty: Any = None) -> Any:
    """The values of an enum in words, read when the form is shown, in the reader's language."""

    def read() -> list[tuple[str, Any]]:
        named = [(str(value), in_words(value)) for value in values]
        return [("", empty), *named] if empty else named

    return read


def _with_empty(read: Any, empty: Any) -> Any:
    return lambda: [("", empty), *read()]


class OwnForm(forms.Form):
    """A form whose agencies and deputies are those of the actor's council."""

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        doors = {
            "agency": queries.agencies_of,
            "in_charge": queries.deputies_of,
            "receiver": queries.deputies_of,
            "day": queries.days_of,
            "new_day": queries.days_to_move_to,
        }
        for name in doors.keys() & self.fields.keys():
            self.fields[name].queryset = doors[name](actor)  # type: ignore[attr-defined]


def _one_of(label: Any, empty: Any, *, is_required: bool = True) -> "forms.ModelChoiceField[Any]":
    return forms.ModelChoiceField(label=label, queryset=None, required=is_required, empty_label=empty)


class LetterForm(OwnForm):
    """A letter as it came, with who sent it."""

    subject = LineField(label=_("In one line"), max_length=300)
    content = TextField(label=_("What the letter says"), max_length=8000)
    received_on = DayField(label=_("Received on"))
    channel = forms.ChoiceField(label=_("How it came"), choices=_choices(list(LetterChannel)[:-1]))
    name = LineField(label=_("Name of the sender"), max_length=120, required=False)
    phone = LineField(label=_("Phone"), max_length=40, required=False)
    address = LineField(label=_("Address"), max_length=300, required=False)
    is_unnamed = forms.BooleanField(label=_("The letter names nobody"), required=False)
    signatures = WholeNumberField(label=_("Number of signatures"), initial=1, min_value=1, max_value=100000)
    representative = LineField(label=_("Who represents them"), max_length=120, required=False)
    wants_notice = forms.BooleanField(label=_("The sender wants to hear the result"), required=False, initial=True)
    in_charge = _one_of(_("Deputy in charge"), _("Nobody"), is_required=False)


class WordsForm(OwnForm):
    """What may be mended of a letter."""

    subject = LineField(label=_("In one line"), max_length=300)
    content = TextField(label=_("What the letter says"), max_length=8000)
    signatures = WholeNumberField(label=_("Number of signatures"), min_value=1, max_value=100000)


class SortingForm(OwnForm):
    """Which kind of letter it is, and what lengthens its time."""

    kind = forms.ChoiceField(label=_("Kind of letter"), choices=_choices(LetterKind), widget=forms.RadioSelect)
    stage = forms.ChoiceField(label=_("Complaint"), choices=_choices(Stage))
    complex_reason = forms.ChoiceField(
        label=_("Complex, because"), choices=_with_empty(queries.complex_reasons, _("Not complex")), required=False
    )
    remote_reason = LineField(
        label=_("Remote, because"), max_length=300, required=False, help_text=_("Leave empty for an ordinary place")
    )
    in_charge = _one_of(_("Deputy in charge"), _("Nobody"), is_required=False)


class SplitForm(OwnForm):
    """The matters of a mixed letter, two or three at once."""

    kind_1 = forms.ChoiceField(label=_("Kind of the first"), choices=_choices(LetterKind))
    words_1 = TextField(label=_("What the first says"), max_length=8000)
    kind_2 = forms.ChoiceField(label=_("Kind of the second"), choices=_choices(LetterKind))
    words_2 = TextField(label=_("What the second says"), max_length=8000)
    kind_3 = forms.ChoiceField(label=_("Kind of the third"), choices=_choices(LetterKind), required=False)
    words_3 = TextField(label=_("What the third says"), max_length=8000, required=False)


class RefuseForm(OwnForm):
    """Why a letter cannot be dealt with."""

    reason_code = forms.ChoiceField(label=_("Reason"), choices=queries.ineligible_reasons, widget=forms.RadioSelect)
    note = LineField(label=_("In your own words"), max_length=500, required=False)


class GuideForm(OwnForm):
    """Where the sender is guided."""

    competent = LineField(label=_("Competent body"), max_length=200)


class ForwardForm(OwnForm):
    """To whom a letter goes."""

    agency = _one_of(_("Agency"), _("Another body"), is_required=False)
    competent = LineField(label=_("Another body"), max_length=200, required=False)
    number = LineField(label=_("Number of the paper"), max_length=60)
    reason = LineField(
        label=_("Why it is forwarded"),
        max_length=500,
        required=False,
        help_text=_("Asked for complaints, whose senders are guided as a rule"),
    )


class DayOnlyForm(OwnForm):
    """A day on which something was done."""

    accepted_on = DayField(label=_("Accepted on"))


class UrgeForm(OwnForm):
    """By which paper the body is urged."""

    document = LineField(label=_("Number of the paper"), max_length=60, required=False)
    note = LineField(label=_("Note"), max_length=500, required=False)


class ResultForm(OwnForm):
    """What the competent body decided."""

    text = TextField(label=_("Result"), max_length=4000)
    decided_on = DayField(label=_("Decided on"))
    number = LineField(label=_("Number of the paper"), max_length=60, required=False)


class PaperForm(OwnForm):
    """The paper by which the sender was told."""

    document = LineField(label=_("Number of the paper"), max_length=60)


class ReasonForm(OwnForm):
    """The reason of an act that needs one."""

    reason = LineField(label=_("Reason"), max_length=500)


class EmptyForm(OwnForm):
    """An act that asks only whether it is meant."""


class PlanForm(OwnForm):
    """When and where a deputy receives citizens."""

    receiver = _one_of(_("Deputy who receives"), _("Choose a deputy"))
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    place = LineField(label=_("Place"), max_length=300)
    is_online = forms.BooleanField(label=_("Online"), required=False)


class StepForm(OwnForm):
    """When a step of an online reception was done."""

    at = MomentField(label=_("Time"))


class RecordingForm(OwnForm):
    """Where a recording is kept."""

    place = LineField(
        label=_("Where the recording is kept"),
        max_length=300,
        help_text=_("State server or cloud, folder, number. The recording itself is not kept here."),
    )


class SwapForm(OwnForm):
    """Who receives instead."""

    receiver = _one_of(_("Deputy who receives"), _("Choose a deputy"))
    reason = LineField(label=_("Reason"), max_length=500)


class PostponeForm(OwnForm):
    """When the day takes place instead."""

    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    reason = LineField(label=_("Reason"), max_length=500)


class SlotForm(OwnForm):
    """The time of an appointment."""

    at = MomentField(label=_("Time of the appointment"))


class SlotReasonForm(OwnForm):
    """Why there is no appointment."""

    reason = LineField(
        label=_("Reason"), max_length=500, help_text=_("Whoever asked for the appointment is told the reason.")
    )


class MoveSlotForm(OwnForm):
    """On which other day or at which other time an appointment is given."""

    new_day = _one_of(_("Reception day"), _("Choose a day"))
    at = MomentField(label=_("Time of the appointment"))
    reason = LineField(
        label=_("Reason"), max_length=500, help_text=_("Whoever asked for the appointment is told the reason.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["day"] = data.pop("new_day", None)
        return data


class VisitForm(OwnForm):
    """An entry of the register at the desk (R8.05)."""

    on = DayField(label=_("Day"))
    day = _one_of(_("Reception day"), _("Outside the schedule"), is_required=False)
    receiver_name = LineField(label=_("Who received"), max_length=120)
    name = LineField(label=_("Name of the citizen"), max_length=120)
    address = LineField(label=_("Address"), max_length=300, required=False)
    phone = LineField(label=_("Phone"), max_length=40, required=False)
    people = WholeNumberField(label=_("Number of people"), initial=1, min_value=1, max_value=10000)
    content = TextField(label=_("What it is about"), max_length=4000)
    earlier_handling = LineField(label=_("Handled before by"), max_length=500, required=False)
    request = LineField(label=_("What the citizen asks"), max_length=500, required=False)
    processing = LineField(label=_("How it goes on"), max_length=500, required=False)


class RefusalForm(VisitForm):
    """The same, with the ground of a refusal (R8.08)."""

    ground = forms.ChoiceField(label=_("Ground of the refusal"), choices=queries.refusal_grounds)


class NoticeForm(OwnForm):
    """The number of a notice of refusal."""

    number = LineField(label=_("Number of the paper"), max_length=60)


class ConclusionForm(OwnForm):
    """What the receiver concluded, and by which paper it goes out."""

    conclusion = TextField(label=_("Conclusion"), max_length=4000, help_text=_("Who does what, until when"))
    number = LineField(label=_("Number of the paper"), max_length=60)


class CardForm(OwnForm):
    """A denunciation: a day and where the paper lies; there is no other field."""

    received_on = DayField(label=_("Received on"))
    place = forms.ChoiceField(label=_("Where the paper lies"), choices=queries.paper_places)
    folder = LineField(label=_("Number of the folder"), max_length=24, help_text=_("Only a number, as in HS-12/2026"))


class PlaceForm(CardForm):
    """Where the paper of a denunciation lies now."""

    received_on = None  # type: ignore[assignment]


class BodyForm(OwnForm):
    """Which body has a denunciation, since when."""

    body = forms.ChoiceField(label=_("Handling body"), choices=queries.denunciation_bodies)
    on = DayField(label=_("Day"))


class ExtendForm(OwnForm):
    """Whether a case is specially complex."""

    is_special = forms.BooleanField(label=_("Specially complex"), required=False)


class OutcomeForm(OwnForm):
    """How a denunciation was concluded, on which day."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=queries.denunciation_outcomes)
    on = DayField(label=_("Day"))


class CloseForm(OwnForm):
    """How a card ends; a concluded one keeps its conclusion."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=queries.denunciation_outcomes)


class SummaryForm(OwnForm):
    """What a denunciation is about, without anybody's identity."""

    text = TextField(
        label=_("Summary without identities"),
        max_length=2000,
        help_text=_("Type no names: neither the denouncer's nor anybody else's, no address, no number."),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )


class OpeningForm(OwnForm):
    """Why a summary is to be opened."""

    reason = forms.ChoiceField(label=_("Reason"), choices=queries.opening_reasons)
