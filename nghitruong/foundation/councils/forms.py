"""Plain forms of the register: text in, typed values out. What may be chosen is read from the actor's own council."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.foundation.councils import queries
from nghitruong.foundation.councils.actions.imports import NewFile
from nghitruong.foundation.councils.actions.terms import TermPlan
from nghitruong.foundation.councils.deputy_files import LIMITS, MOST_FILES, read_file
from nghitruong.foundation.councils.queries.choices import (
    AFFILIATIONS,
    AGENCY_KINDS,
    AGENCY_LEVELS,
    BODY_KINDS,
    GENDERS,
    ORIGINS,
    Choices,
    constituency_choices,
    constituency_numbers,
)
from nghitruong.foundation.councils.queries.imports import FileRun, labels
from nghitruong.foundation.councils.rules import DeputyRow, Part, PersonRow
from nghitruong.foundation.law.queries import catalogue
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.web.fields import DayField, LineField, WholeNumberField
from nghitruong.web.words import refusal_sentence

NONE = ("", "–")


class NumberField(forms.TypedChoiceField):
    """A choice among records by their numbers; an empty one is none."""

    def __init__(self, *, choices: Iterable[tuple[Any, Any]] = (), **kwargs: Any) -> None:
        listed = [(str(value), label) for value, label in choices]
        super().__init__(choices=[NONE, *listed], coerce=int, empty_value=None, **kwargs)


class FilterForm(forms.Form):
    """What the list of deputies is narrowed by; what makes no sense is left out, not refused."""

    q = LineField(required=False)
    ban = forms.IntegerField(required=False)
    dvbc = forms.IntegerField(required=False)
    nguon = forms.IntegerField(required=False)
    trang_thai = forms.ChoiceField(required=False)

    def __init__(self, data: Any, states: Iterable[str]) -> None:
        super().__init__(data)
        self.fields["trang_thai"].choices = [(state, state) for state in states]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """The arguments of `filter_deputies`."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "words": data.get("q", ""),
            "body_id": data.get("ban"),
            "constituency_id": data.get("dvbc"),
            "origin_council_id": data.get("nguon"),
            "state": data.get("trang_thai", ""),
        }


class DayForm(forms.Form):
    """On which day the council is looked at."""

    ngay = DayField(required=False)

    def day(self) -> date:
        """The day asked for; today where none was, or where it could not be read."""
        self.is_valid()
        return self.cleaned_data.get("ngay") or clock.today()


class PersonForm(forms.Form):
    """Who somebody is."""

    full_name = LineField(label=gettext_lazy("Full name"), max_length=120)
    born_on = DayField(label=gettext_lazy("Date of birth"), required=False)
    gender = forms.ChoiceField(label=gettext_lazy("Gender"), choices=[NONE, *GENDERS], required=False)
    occupation = LineField(label=gettext_lazy("Occupation, position"), max_length=200, required=False)
    number = LineField(label=gettext_lazy("Deputy's number"), max_length=40, required=False)

    def changes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def row(self) -> PersonRow:
        return PersonRow(**self.cleaned_data)


class ContactForm(forms.Form):
    """How somebody is reached: private."""

    phone = LineField(label=gettext_lazy("Telephone"), max_length=20, required=False)
    email = forms.EmailField(label=gettext_lazy("Email address"), required=False)


class DeputyForm(PersonForm):
    """One deputy to be seated in the running term."""

    phone = LineField(label=gettext_lazy("Telephone"), max_length=20, required=False)
    email = forms.EmailField(label=gettext_lazy("Email address"), required=False)
    constituency = NumberField(label=gettext_lazy("Constituency"), required=False)
    origin = forms.ChoiceField(label=gettext_lazy("How the seat was won"), choices=ORIGINS)
    origin_council_id = NumberField(label=gettext_lazy("From which old council"), required=False)
    decision = LineField(label=gettext_lazy("Deciding document: number and date"), max_length=160, required=False)
    starts_on = DayField(label=gettext_lazy("Deputy from"))
    is_full_time = forms.BooleanField(label=gettext_lazy("Full-time"), required=False)

    def __init__(self, actor: Actor, term_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = constituency_numbers(term_id)
        old = queries.origin_choices(actor.council_id or 0).values_list("id", "name")
        self.fields["constituency"] = _again(self.fields["constituency"], places)
        self.fields["origin_council_id"] = _again(self.fields["origin_council_id"], old)

    def row(self) -> DeputyRow:
        return DeputyRow(**self.cleaned_data)


class MoveForm(forms.Form):
    """Why, by which decision and from which day a mandate changes."""

    reason = LineField(label=gettext_lazy("Reason"), max_length=200)
    decision = LineField(label=gettext_lazy("Deciding document: number and date"), max_length=160)
    on = DayField(label=gettext_lazy("From the day"))

    def __init__(self, *args: Any, without: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in without:
            del self.fields[name]


class SeatForm(forms.Form):
    """The place in the hall."""

    seat = WholeNumberField(label=gettext_lazy("Seat in the hall"), min_value=1, max_value=2000, required=False)


class PlaceForm(forms.Form):
    """In which electoral unit a deputy works."""

    constituency = NumberField(label=gettext_lazy("Constituency"), required=False)
    decision = LineField(label=gettext_lazy("Deciding document: number and date"), max_length=160, required=False)

    def __init__(self, term_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["constituency"] = _again(self.fields["constituency"], constituency_choices(term_id))


class BodyForm(forms.Form):
    """A body to be set up."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=BODY_KINDS)
    committee = forms.ChoiceField(label=gettext_lazy("Which committee"), required=False)
    name = LineField(label=gettext_lazy("Name"), max_length=160)
    valid_from = DayField(label=gettext_lazy("From the day"))
    decision = LineField(label=gettext_lazy("Deciding document: number and date"), max_length=160, required=False)
    constituencies = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Constituencies of the group"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, unit_kind: str, term_id: int | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = catalogue("committee_kinds", on=clock.today(), unit_kind=unit_kind)
        committees = [NONE, *((item.code, item.label_vi) for item in kinds)]
        places = constituency_choices(term_id)
        self.fields["committee"].choices = committees  # type: ignore[attr-defined]
        self.fields["constituencies"].choices = places  # type: ignore[attr-defined]
        if not places:
            del self.fields["constituencies"]


class AppointForm(forms.Form):
    """Who gets which post in a body."""

    person = NumberField(label=gettext_lazy("Which person"))
    post = forms.ChoiceField(label=gettext_lazy("Post"))
    basis = forms.ChoiceField(label=gettext_lazy("Given by"))
    valid_from = DayField(label=gettext_lazy("From the day"))
    decision = LineField(label=gettext_lazy("Deciding document: number and date"), max_length=160, required=False)
    is_full_time = forms.BooleanField(label=gettext_lazy("Full-time"), required=False)

    def __init__(self, body_kind: str, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = _again(self.fields["person"], people)
        posts = [(item.code, item.label_vi) for item in queries.posts_of(body_kind)]
        self.fields["post"].choices = posts  # type: ignore[attr-defined]
        bases = [(item.code, item.label_vi) for item in catalogue("office_bases")]
        self.fields["basis"].choices = bases  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """When and why something ends; the day is its last."""

    on = DayField(label=gettext_lazy("Last day"))
    reason = LineField(label=gettext_lazy("Reason"), max_length=200)


class AgencyForm(forms.Form):
    """An agency that submits, answers or executes."""

    name = LineField(label=gettext_lazy("Name"), max_length=200)
    short_name = LineField(label=gettext_lazy("Short name"), max_length=60, required=False)
    code = LineField(label=gettext_lazy("Code"), max_length=40)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AGENCY_KINDS)
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=AGENCY_LEVELS)
    valid_from = DayField(label=gettext_lazy("From the day"))


class FocalForm(forms.Form):
    """Who works for an agency on this platform: somebody known, or somebody new by name."""

    person = NumberField(label=gettext_lazy("Which person"), required=False)
    new_name = LineField(label=gettext_lazy("Or somebody new: full name"), max_length=120, required=False)
    is_leader = forms.BooleanField(label=gettext_lazy("Heads the agency"), required=False)
    valid_from = DayField(label=gettext_lazy("From the day"))

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = _again(self.fields["person"], people)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("person") and not data.get("new_name"):
            raise ValidationError(_("Choose somebody, or write a name."))
        return data


class AffiliationForm(FocalForm):
    """Somebody who takes part without a seat."""

    capacity = forms.ChoiceField(label=gettext_lazy("Takes part as"), choices=AFFILIATIONS)
    post = LineField(label=gettext_lazy("Post"), max_length=160)
    organisation = LineField(label=gettext_lazy("Agency or unit"), max_length=200)

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(people, *args, **kwargs)
        del self.fields["is_leader"]


class TermForm(forms.Form):
    """A term of office about to be opened."""

    ordinal = WholeNumberField(label=gettext_lazy("Number of the term"), min_value=1, max_value=99)
    first_year = WholeNumberField(label=gettext_lazy("First year"), min_value=1946, max_value=2200)
    last_year = WholeNumberField(label=gettext_lazy("Last year"), min_value=1946, max_value=2200)
    starts_on = DayField(label=gettext_lazy("First day"))
    population = WholeNumberField(label=gettext_lazy("Population"), min_value=1, max_value=50_000_000, required=False)
    legal_seats = WholeNumberField(label=gettext_lazy("Seats by law"), min_value=1, max_value=500, required=False)
    elected_seats = WholeNumberField(label=gettext_lazy("Deputies elected"), min_value=0, max_value=500, required=False)
    is_highland = forms.BooleanField(label=gettext_lazy("Mountain, border or island commune"), required=False)

    def plan(self) -> TermPlan:
        data = dict(self.cleaned_data)
        return TermPlan(
            **{**data, "legal_seats": data["legal_seats"] or 0, "elected_seats": data["elected_seats"] or 0}
        )


class ConstituencyForm(forms.Form):
    """An electoral unit and the places it covers."""

    number = WholeNumberField(label=gettext_lazy("Number"), min_value=1, max_value=99)
    area = LineField(label=gettext_lazy("Places"), max_length=300, required=False)


class ManyFilesInput(forms.ClearableFileInput):
    """One control for several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ManyFilesField(forms.FileField):
    """Several uploaded files, each read at once: a file that is no list is named with what is wrong with it."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[NewFile]:
        files = data if isinstance(data, list | tuple) else [data]
        if len(files) > MOST_FILES:
            raise ValidationError(_("At most %(limit)s files are taken at once.") % {"limit": MOST_FILES})
        return [self._read(super(ManyFilesField, self).clean(file, initial)) for file in files]

    def _read(self, file: "UploadedFile[Any]") -> NewFile:
        name = str(file.name)
        data = file.read(LIMITS.file_bytes + 1)
        try:
            read_file(data, labels(), clock.today())
        except RefusedError as error:
            raise ValidationError(f"{name}: {refusal_sentence(error.refusal)}") from error
        return NewFile(name, data)


class UploadForm(forms.Form):
    """Lists of deputies, one or many."""

    lists = ManyFilesField(label=gettext_lazy("Files (.xlsx or .csv)"))


class ColumnsForm(forms.Form):
    """Whose deputies a file lists, on which sheet, and which column is which."""

    origin = NumberField(label=gettext_lazy("Deputies of"), required=False)
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)

    def __init__(self, run: FileRun, origins: Choices, data: Any = None) -> None:
        super().__init__(data, prefix=f"f{run.file.pk}")
        self.fields["origin"] = _again(self.fields["origin"], origins)
        self.fields["origin"].initial = run.file.origin_council_id
        sheets = run.reading.sheets if run.reading else ()
        self.fields["sheet"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]
        self.fields["sheet"].initial = run.file.sheet or (run.reading.table.sheet if run.reading else "")
        if len(sheets) < 2:
            del self.fields["sheet"]
        self._add_columns(run)

    def _add_columns(self, run: FileRun) -> None:
        if run.reading is None:
            return
        wanted = [("", _("not taken")), *labels().items()]
        guessed = {place: name for name, guess in run.reading.mapping.columns.items() for place in guess.columns}
        for column in run.reading.table.columns:
            self.fields[f"c{column.place}"] = forms.ChoiceField(
                label=f"{column.letters} · {column.title}",
                choices=wanted,
                required=False,
                initial=guessed.get(column.place, ""),
            )

    def chosen(self) -> dict[int, str]:
        """Field names by column, 0-based."""
        data = self.cleaned_data
        return {int(name[1:]): value for name, value in data.items() if name[:1] == "c" and name[1:].isdigit()}


class SuccessionForm(forms.Form):
    """A merger to be prepared: into which council, from which day, by which decision."""

    council = NumberField(label=gettext_lazy("New council"))
    on = DayField(label=gettext_lazy("Takes effect on"))
    decision = LineField(label=gettext_lazy("Deciding document: number and date"), max_length=160)
    whole = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Goes over in whole"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    part = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Goes over in part"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, councils: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(councils)
        self.fields["council"] = _again(self.fields["council"], listed)
        for name in ("whole", "part"):
            self.fields[name].choices = listed  # type: ignore[attr-defined]


class PartForm(forms.Form):
    """Which deputies of a divided unit come, and whether its council ends."""

    mandates = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Deputies who come"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    closes = forms.BooleanField(label=gettext_lazy("The old council ends that day"), required=False, initial=True)

    def __init__(self, council_id: int, deputies: Choices, data: Any = None) -> None:
        super().__init__(data, prefix=f"p{council_id}")
        self.council_id = council_id
        self.fields["mandates"].choices = list(deputies)  # type: ignore[attr-defined]

    def part(self) -> Part:
        data = self.cleaned_data
        return Part(self.council_id, is_whole=False, mandate_ids=data["mandates"], closes=data["closes"])


def _again(known: forms.Field, choices: Iterable[tuple[Any, Any]]) -> NumberField:
    """The same choice with what may be chosen."""
    return NumberField(label=known.label, required=known.required, choices=choices)
