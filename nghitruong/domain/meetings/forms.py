"""What the office types about a meeting: text in, typed values out."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nghitruong.domain.commitments.queries import debtors_of
from nghitruong.domain.meetings.lifecycle import ItemKind, MeetingMode, Step
from nghitruong.domain.meetings.queries import agenda_templates
from nghitruong.foundation.law.queries import catalogue
from nghitruong.kernel.actor import Actor
from nghitruong.web.fields import DayField, LineField, MomentField, TextField, WholeNumberField

STEP_LABELS = {
    Step.PRESENTATION: _("Presentation"),
    Step.VERIFICATION: _("Verification"),
    Step.DISCUSSION: _("Discussion"),
    Step.EXPLANATION: _("Explanation"),
    Step.VOTE: _("Vote"),
}
KIND_LABELS = {
    ItemKind.OPENING: _("Opening"),
    ItemKind.REPORT: _("Report"),
    ItemKind.DRAFT_RESOLUTION: _("Draft resolution"),
    ItemKind.QUESTIONING: _("Questioning"),
    ItemKind.ELECTION: _("Election"),
    ItemKind.PROCEDURE: _("Procedure"),
    ItemKind.BREAK: _("Break"),
    ItemKind.CLOSING: _("Closing"),
    ItemKind.OTHER: _("Other item"),
}
MODE_LABELS = {
    MeetingMode.IN_PERSON: _("In the hall"),
    MeetingMode.ONLINE: _("Online"),
    MeetingMode.HYBRID: _("In the hall and online"),
}


def catalogue_choices(name: str) -> list[tuple[str, str]]:
    """A catalogue's entries in the language of the page; Vietnamese is the label of law."""
    is_vietnamese = get_language() == "vi"
    return [(item.code, item.label_vi if is_vietnamese else item.label_en) for item in catalogue(name)]


def template_choices() -> list[tuple[str, Any]]:
    templates = [(code, row["label_vi"]) for code, row in agenda_templates().items()]
    return [("", _("Empty programme")), *templates]


class MeetingForm(forms.Form):
    """A new meeting. A template brings its kind along."""

    title = LineField(label=_("Name of the meeting"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: catalogue_choices("meeting_kinds"), initial="session")
    session_kind = forms.ChoiceField(
        label=_("Kind of session"), choices=lambda: [("", "—"), *catalogue_choices("session_kinds")], required=False
    )
    ordinal = WholeNumberField(label=_("Number of the session in the term"), required=False, min_value=1, max_value=999)
    starts_at = MomentField(label=_("Opens at"))
    place = LineField(label=_("Place"), max_length=300, required=False)
    mode = forms.ChoiceField(label=_("Form"), choices=[(code, MODE_LABELS[MeetingMode(code)]) for code in MeetingMode])
    template = forms.ChoiceField(label=_("Programme to start from"), choices=template_choices, required=False)
    is_public = forms.BooleanField(label=_("Open to the public"), required=False, initial=True)


class ChangeMeetingForm(MeetingForm):
    """The same facts later; the programme is then changed item by item."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["template"], self.fields["kind"]


class ItemForm(forms.Form):
    """One agenda item."""

    title = LineField(label=_("Title"), max_length=500)
    short_title = LineField(label=_("Short title for the wall"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(code, KIND_LABELS[ItemKind(code)]) for code in ItemKind])
    presenter = LineField(label=_("Presented by"), max_length=200, required=False)
    planned_minutes = WholeNumberField(label=_("Minutes"), min_value=0, max_value=1440, initial=20)
    steps = forms.MultipleChoiceField(
        label=_("Steps"),
        choices=list(STEP_LABELS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=[Step.PRESENTATION, Step.DISCUSSION],
    )
    script = TextField(label=_("Words for the chair"), max_length=5000, required=False)
    is_public = forms.BooleanField(label=_("Open to the public"), required=False, initial=True)

    def clean_steps(self) -> list[str]:
        """Steps always stand in the order of the room, however they were ticked."""
        return [step for step in STEP_LABELS if step in self.cleaned_data["steps"]]


class InviteForm(forms.Form):
    """The convening decision; the reason where the notice is shorter than the law's."""

    decision = LineField(label=_("Convening decision, number and date"), max_length=160, required=False)
    reason = LineField(label=_("Reason for a short notice"), max_length=300, required=False)


class TaskForm(forms.Form):
    """What the meeting concluded that an agency must do."""

    debtor: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Agency"), queryset=None, empty_label=_("Choose an agency")
    )
    title = LineField(label=_("Task"), max_length=500)
    product = LineField(label=_("By what one will see it"), max_length=300, required=False)
    due_on = DayField(label=_("Due on"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["debtor"].queryset = debtors_of(actor)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why a meeting or an item is put off or taken off."""

    reason = LineField(label=_("Reason"), max_length=300)


class ParticipantForm(forms.Form):
    """Somebody of the council's people who has no seat."""

    person = forms.TypedChoiceField(label=_("Person"), coerce=int)
    seat = LineField(label=_("Seat"), max_length=8, required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
