"""What is typed about a debt: text in, typed values out. What may be chosen is read from the actor's own council."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nghitruong.domain.commitments.queries import debtors_of, ladder
from nghitruong.foundation.documents.queries import documents_of
from nghitruong.kernel.actor import Actor
from nghitruong.web.fields import DayField, LineField, TextField

RECENT_PAPERS = 200


class CommitmentForm(forms.Form):
    """What an agency owes, and where that comes from."""

    debtor: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Who owes it"), queryset=None, empty_label=_("Choose an agency")
    )
    title = LineField(label=_("What is owed"), max_length=500)
    product = LineField(label=_("By what one will see it"), max_length=300, required=False)
    origin = LineField(
        label=_("Where it comes from"), max_length=300, help_text=_("E.g. questioning at the 3rd session, item 5")
    )
    due_on = DayField(label=_("Due on"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["debtor"].queryset = debtors_of(actor)  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """What the agency did."""

    result = TextField(label=_("What was done"), max_length=20000)
    done_on = DayField(label=_("Done on"))
    evidence = LineField(
        label=_("Evidence"), max_length=500, required=False, help_text=_("Number of a document, a place, a link")
    )
    documents: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        label=_("Papers that show it"), queryset=None, required=False
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = documents_of(actor).order_by("-id")
        self.fields["documents"].queryset = papers[:RECENT_PAPERS] if not args[0] else papers  # type: ignore[attr-defined]


class ExtensionForm(forms.Form):
    """More time, and why."""

    wanted_on = DayField(label=_("New due day"))
    reason = LineField(label=_("Reason"), max_length=500)


class MilestoneForm(forms.Form):
    """A part of it, and the day by which it is done."""

    title = LineField(label=_("What is done by then"), max_length=300)
    due_on = DayField(label=_("Day"))


class ReachedForm(forms.Form):
    """The day on which a milestone was reached."""

    reached_on = DayField(label=_("Reached on"))
    note = LineField(label=_("By what one sees it"), max_length=500, required=False)


class StepForm(forms.Form):
    """One step of the ladder."""

    step = forms.ChoiceField(label=_("Step"), choices=ladder)
    document = LineField(label=_("Document of this step"), max_length=200)
    note = LineField(label=_("Note"), max_length=500, required=False)


class StopForm(forms.Form):
    """Why time stands still, by which decision."""

    reason = LineField(label=_("Reason"), max_length=500)
    basis = LineField(label=_("Decision or article"), max_length=200)


class ReasonForm(forms.Form):
    """The reason of an act that needs one."""

    reason = LineField(label=_("Reason"), max_length=500)
