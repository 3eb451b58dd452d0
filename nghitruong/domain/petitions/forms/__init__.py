"""What is typed about petitions: text in, typed values out. What may be chosen is read from the actor's own council."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from nghitruong.domain.meetings.forms import MODE_LABELS
from nghitruong.domain.meetings.lifecycle import MeetingMode
from nghitruong.domain.petitions.lifecycle import (
    Channel,
    ContactLevel,
    Level,
    Organiser,
    Pace,
    PetitionerKind,
    ResultClass,
    WishKind,
)
from nghitruong.domain.petitions.queries import (
    agencies_above,
    agencies_of,
    comment_grounds,
    contact_kinds,
    contacts_of,
    return_reasons,
    sessions_to_come,
    topic_book,
)
from nghitruong.engines.intake import Limits, open_scan, read
from nghitruong.foundation.councils.queries import constituencies_of, mandates_on, term_on
from nghitruong.foundation.documents.queries import documents_of
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.web.fields import DayField, LineField, MomentField, TextField, WholeNumberField
from nghitruong.web.words import in_words, refusal_sentence

RECENT_PAPERS = 200
LARGEST = Limits().file_bytes
MOST_VOTERS = 100_000

TYPED_CHANNELS = (
    Channel.CONTACT,
    Channel.RECEPTION,
    Channel.PHONE,
    Channel.PAPER,
    Channel.PRESS,
    Channel.HIGHER,
    Channel.EARLIER,
)


def _choices(values: Any, empty: Any = None) -> Any:
    """The values of an enum in words, read when the form is shown, in the reader's language."""

    def read() -> list[tuple[str, Any]]:
        named = [(str(value), in_words(value)) for value in values]
        return [("", empty), *named] if empty else named

    return read


class IntakeForm(forms.Form):
    """Where petitions come from, and the text or file that holds them."""

    meeting: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Voter contact"), queryset=None, required=False, empty_label=_("None of these")
    )
    title = LineField(
        label=_("Name of the source"), max_length=300, required=False, help_text=_("E.g. Meeting of quarter 6")
    )
    channel = forms.ChoiceField(label=_("How it came"), choices=_choices(TYPED_CHANNELS))
    held_on = DayField(label=_("Day"))
    place = LineField(label=_("Place"), max_length=300, required=False)
    attendance = WholeNumberField(label=_("Number of voters"), min_value=0, max_value=MOST_VOTERS, required=False)
    text = TextField(
        label=_("Minutes or words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Paste the minutes here: numbers, dashes, names at the beginning of a line, or one wish a line."),
    )
    file = forms.FileField(label=_("Or a file"), required=False, help_text=_("Word, Excel, PDF, text, photo or scan"))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = contacts_of(actor)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The file, if there is one, as `scan` or else as text or rows: `taken`. What cannot be read is told at it."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["taken"] = cleaned["scan"] = None
        if upload := cleaned.get("file"):
            try:
                data = upload.read(LARGEST + 1)
                cleaned["scan"] = open_scan(data, upload.name)
                cleaned["taken"] = None if cleaned["scan"] else read(data, upload.name, clock.today())
            except RefusedError as error:
                self.add_error("file", refusal_sentence(error.refusal))
        return cleaned


class WishForm(forms.Form):
    """What may be mended of a recorded petition."""

    title = LineField(label=_("In one line"), max_length=300)
    public_text = TextField(label=_("What everybody may read"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=_choices(WishKind))
    petitioner = forms.ChoiceField(label=_("Who asked"), choices=_choices(PetitionerKind))
    place = LineField(label=_("Place"), max_length=300, required=False)
    neighbourhood = LineField(label=_("Quarter or village"), max_length=120, required=False)


class SortingForm(forms.Form):
    """What it is about, whose matter it is, who answers."""

    topic = forms.ChoiceField(label=_("Topic"), choices=())
    level = forms.ChoiceField(label=_("Whose matter"), choices=_choices(Level))
    agency: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Agency that answers"), queryset=None, empty_label=_("Choose an agency")
    )
    helpers: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        label=_("Agencies that help"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    pace = forms.ChoiceField(label=_("Pace"), choices=_choices(Pace))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = topic_book(actor.council_id).choices  # type: ignore[attr-defined]
        for name in ("agency", "helpers"):
            self.fields[name].queryset = agencies_of(actor)  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What a deputy was told, or asks herself."""

    takes_notes = True
    """What was written on the device at a meeting is filled in."""
    text = TextField(label=_("What is asked"), max_length=4000, help_text=_("One wish a line."))
    title = LineField(label=_("Name of the conference"), max_length=300, required=False)
    held_on = DayField(label=_("Day"), required=False)
    place = LineField(label=_("Place"), max_length=300, required=False)
    is_own = forms.BooleanField(label=_("It is my own proposal"), required=False)
    name = LineField(label=_("Name of the voter"), max_length=120, required=False)
    phone = LineField(label=_("Phone"), max_length=40, required=False)


def petitioner_of(data: dict[str, Any]) -> PetitionerKind:
    """Whether a note is of a voter's wish or of the deputy's own."""
    return PetitionerKind.DEPUTY if data["is_own"] else PetitionerKind.VOTER


class ReplyForm(forms.Form):
    """What is answered; which fields are asked depends on the result (R7.24)."""

    result_class = forms.ChoiceField(
        label=_("Result"), choices=_choices(ResultClass), widget=forms.RadioSelect, required=False
    )
    done_on = DayField(label=_("Done on"), required=False)
    done_so_far = TextField(label=_("What was done so far"), required=False)
    promised_on = DayField(label=_("Promised day"), required=False)
    responsible = LineField(label=_("Responsible person"), max_length=120, required=False)
    resources = LineField(label=_("Means"), max_length=300, required=False)
    basis = LineField(label=_("Basis"), max_length=500, required=False, help_text=_("The document it rests on"))
    text = TextField(label=_("Answer to the voters"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    evidence = LineField(
        label=_("Evidence"), max_length=500, required=False, help_text=_("Number of a document, a place, a link")
    )
    documents: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        label=_("Papers that show it"), queryset=None, required=False
    )
    late_reason = LineField(label=_("Why it is late"), max_length=500, required=False)
    parts_reason = LineField(label=_("Why without the parts of others"), max_length=500, required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = documents_of(actor).order_by("-id")
        self.fields["documents"].queryset = papers if self.is_bound else papers[:RECENT_PAPERS]  # type: ignore[attr-defined]


def marks() -> tuple[str, str]:
    """What stands in a common text for the place and the day of each row: two words in braces."""
    return f"{{{pgettext('mark in a text', 'place')}}}", f"{{{pgettext('mark in a text', 'day')}}}"


class CommonReplyForm(forms.Form):
    """One answer for several petitions; what differs stands in a row for each: the place and the day."""

    result_class = forms.ChoiceField(
        label=_("Result"), choices=_choices(ResultClass), widget=forms.RadioSelect, required=False
    )
    text = TextField(
        label=_("Answer to the voters"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    done_so_far = TextField(label=_("What was done so far"), required=False)
    responsible = LineField(label=_("Responsible person"), max_length=120, required=False)
    resources = LineField(label=_("Means"), max_length=300, required=False)
    basis = LineField(label=_("Basis"), max_length=500, required=False)
    late_reason = LineField(label=_("Why it is late"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place, day = marks()
        said = gettext("%(place)s and %(day)s become the place and the day of each row.")
        self.fields["text"].help_text = said % {"place": place, "day": day}


class TableForm(forms.Form):
    """A filled table that comes back."""

    file = forms.FileField(label=_("Table"), help_text=_("The table that was downloaded here, filled in and saved"))


class PartForm(forms.Form):
    """What another agency answers for, until when."""

    agency: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Agency that helps"), queryset=None, empty_label=_("Choose an agency")
    )
    text = TextField(label=_("Its part"), max_length=2000)
    due_on = DayField(label=_("Due on"))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_of(actor)  # type: ignore[attr-defined]


class PartAnswerForm(forms.Form):
    """What the helping agency says of its part."""

    text = TextField(label=_("Answer for the part"), max_length=4000)


class PaperReplyForm(ReplyForm):
    """An answer that came on paper."""

    document_number = LineField(label=_("Number of the paper"), max_length=60)
    field_order = ("document_number",)


class CommentGroundForm(forms.Form):
    """Why a comment is not shown: one of the fixed grounds, none of them what it thinks."""

    ground = forms.ChoiceField(label=_("Ground"), choices=comment_grounds, widget=forms.RadioSelect)


class ReasonForm(forms.Form):
    """The reason of an act that needs one."""

    reason = LineField(label=_("Reason"), max_length=500)


class ReturnReplyForm(forms.Form):
    """Why an answer goes back: one of the usual reasons, and in own words."""

    usual = forms.ChoiceField(label=_("Reason"), choices=return_reasons, widget=forms.RadioSelect)
    words = LineField(label=_("In your own words"), max_length=400, required=False)


class CompetentForm(forms.Form):
    """Who is competent instead, and on what basis."""

    competent = LineField(label=_("Who is competent"), max_length=200)
    basis = LineField(label=_("Basis"), max_length=250, help_text=_("The document it rests on"))


class TransferForm(forms.Form):
    """To whom petitions go that are not this council's matter, and with which letter."""

    level = forms.ChoiceField(
        label=_("Whose matter"), choices=_choices((Level.PROVINCE, Level.CENTRAL)), widget=forms.RadioSelect
    )
    letter_number = LineField(label=_("Number of the letter"), max_length=60, required=False)
    names_reason = LineField(
        label=_("Why who asked is needed there"),
        max_length=500,
        required=False,
        help_text=_("Leave it empty and names, phones and addresses stay here. With a reason they go along."),
    )
    agency: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Body of a higher level"), queryset=None, required=False, empty_label=_("Choose an agency")
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_above(actor)  # type: ignore[attr-defined]


class MessageForm(forms.Form):
    """What one council writes to the other."""

    text = TextField(label=_("Message"), max_length=4000)


class SpotForm(forms.Form):
    """How it was answered at the meeting."""

    answer = TextField(label=_("What was answered"), max_length=2000)


class RemarkForm(forms.Form):
    """A note about a petition."""

    text = TextField(label=_("Note"), max_length=2000)


class MergeForm(forms.Form):
    """With which petition it goes on."""

    into = LineField(label=_("Code of the petition"), max_length=24, help_text=_("E.g. BM-26-0031"))


class RoundForm(forms.Form):
    """A round of voter contact."""

    title = LineField(label=_("Name of the round"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind of contact"), choices=contact_kinds)
    levels = forms.MultipleChoiceField(
        label=_("Deputies of which councils"), choices=_choices(ContactLevel), widget=forms.CheckboxSelectMultiple
    )
    theme = LineField(label=_("Theme"), max_length=300, required=False)
    session: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("For which session"), queryset=None, required=False, empty_label=_("No session")
    )
    plan_number = LineField(label=_("Number of the plan"), max_length=60, required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions_to_come(actor)  # type: ignore[attr-defined]


class SiteForm(forms.Form):
    """One conference of the round."""

    starts_at = MomentField(label=_("Begins at"))
    place = LineField(label=_("Place"), max_length=200)
    constituency: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Electoral unit"), queryset=None, required=False, empty_label=_("Several units")
    )
    deputies: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        label=_("Deputies at the conference"), queryset=None, required=False
    )
    organiser = forms.ChoiceField(label=_("Held by"), choices=_choices(Organiser))
    host = LineField(label=_("Who presides"), max_length=200, required=False)
    others = LineField(label=_("Deputies of other levels"), max_length=500, required=False)
    mode = forms.ChoiceField(label=_("Form"), choices=[(str(mode), MODE_LABELS[mode]) for mode in MeetingMode])

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        council_id, today = actor.council_id or 0, clock.today()
        term = term_on(council_id, today)
        self.fields["constituency"].queryset = constituencies_of(term.pk if term else 0)  # type: ignore[attr-defined]
        self.fields["deputies"].queryset = mandates_on(council_id, today)  # type: ignore[attr-defined]


class ContactResultForm(forms.Form):
    """What a conference brought besides its petitions."""

    attendance = WholeNumberField(label=_("Number of voters"), min_value=0, max_value=MOST_VOTERS)
    spoke = WholeNumberField(label=_("How many spoke"), min_value=0, max_value=MOST_VOTERS, required=False)
    mood = TextField(
        label=_("What moves the voters"),
        required=False,
        max_length=4000,
        help_text=_("Feelings and wishes that are no petitions; no names."),
    )


class PromiseForm(forms.Form):
    """What an agency promised on the spot."""

    debtor: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Who owes it"), queryset=None, empty_label=_("Choose an agency")
    )
    title = LineField(label=_("What was promised"), max_length=500)
    due_on = DayField(label=_("Due on"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["debtor"].queryset = agencies_of(actor)  # type: ignore[attr-defined]


class ToldForm(forms.Form):
    """What the same voters were told later."""

    told = TextField(label=_("What the voters were told"), max_length=4000)


class FilterForm(forms.Form):
    """A name for a view of the list."""

    name = LineField(label=_("Name"), max_length=80)
