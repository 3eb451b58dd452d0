"""Plain forms of the papers: text in, typed values out."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from nghitruong.foundation.documents import queries
from nghitruong.foundation.documents.policies import may
from nghitruong.foundation.documents.rules import OTHER, RESOLUTION
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.web.fields import DayField, LineField, MomentField

if TYPE_CHECKING:
    from nghitruong.foundation.councils.models import Body, Person

NORMATIVE = "normative"
PUBLIC, COUNCIL, RESTRICTED = "public", "council", "restricted"
ACCESS_WORDS = {
    PUBLIC: gettext_lazy("Everybody, also on the public pages"),
    COUNCIL: gettext_lazy("The council's own people"),
    RESTRICTED: gettext_lazy("The office and those who are named"),
}


def kind_choices() -> list[tuple[str, Any]]:
    """Kinds of administrative document in the reader's language, after what is none."""
    kinds = [(code, queries.kind_label(code, get_language() or "vi")) for code in queries.kind_codes()]
    return [(OTHER, _("Other paper, annex, picture")), *kinds]


class FilterForm(forms.Form):
    """What the list is narrowed by; anything that makes no sense is left out, not refused."""

    q = LineField(required=False)
    loc = LineField(required=False)
    loai = LineField(required=False)
    nam = forms.IntegerField(required=False, min_value=1900, max_value=2999)

    def wanted(self) -> queries.Wanted:
        """The filter as far as it could be read."""
        self.is_valid()
        data = self.cleaned_data
        return queries.Wanted(data.get("q", ""), data.get("loc", ""), data.get("loai", ""), data.get("nam"))


class UploadForm(forms.Form):
    """What holds for all files that are sent together."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of document"))
    access = forms.ChoiceField(label=gettext_lazy("Who may read"), widget=forms.RadioSelect)
    not_secret = forms.BooleanField(
        label=gettext_lazy("None of these files holds a state secret"),
        help_text=gettext_lazy("Papers marked Secret, Top secret or Most secret stay off this platform."),
        error_messages={"required": gettext_lazy("Say that none of the files holds a state secret.")},
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=self.fields["kind"].label, choices=kind_choices())
        publishes = may(actor, "documents.change_access").is_allowed
        accesses = [(code, words) for code, words in ACCESS_WORDS.items() if code != PUBLIC or publishes]
        self.fields["access"] = forms.ChoiceField(
            label=self.fields["access"].label, choices=accesses, widget=forms.RadioSelect, initial=COUNCIL
        )


class VersionForm(forms.Form):
    """What is different in the newer file."""

    note = LineField(label=gettext_lazy("What is different"), required=False, max_length=300)
    not_secret = forms.BooleanField(
        label=gettext_lazy("The file holds no state secret"),
        error_messages={"required": gettext_lazy("Say that the file holds no state secret.")},
    )


class DocumentForm(forms.Form):
    """How a paper is called and what is known of it."""

    title = LineField(label=gettext_lazy("Title of the paper"), max_length=500)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of document"))
    symbol = LineField(label=gettext_lazy("Number and symbol"), required=False, max_length=60)
    issuer = LineField(label=gettext_lazy("Issued by"), required=False, max_length=200)
    issued_on = DayField(label=gettext_lazy("Day of issue"), required=False)

    def __init__(self, *args: Any, is_numbered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=self.fields["kind"].label, choices=kind_choices())
        if is_numbered:
            for name in ("kind", "symbol", "issuer", "issued_on"):
                del self.fields[name]


class NumberForm(forms.Form):
    """Who issues the paper and when; resolutions also by their nature."""

    issuer = forms.ChoiceField(label=gettext_lazy("Issued by"), widget=forms.RadioSelect)
    other_issuer = LineField(label=gettext_lazy("Another symbol of the issuer"), required=False, max_length=30)
    on = DayField(label=gettext_lazy("Day of issue"))
    nature = forms.ChoiceField(
        label=gettext_lazy("Nature of the resolution"),
        widget=forms.RadioSelect,
        choices=(
            ("individual", gettext_lazy("Individual resolution")),
            (NORMATIVE, gettext_lazy("Normative resolution")),
        ),
        initial="individual",
    )

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issuers = [(symbol, f"{symbol} – {name}") for symbol, name in queries.issuers(get_language() or "vi")]
        self.fields["issuer"] = forms.ChoiceField(
            label=self.fields["issuer"].label, widget=forms.RadioSelect, choices=issuers, initial=issuers[0][0]
        )
        self.fields["on"].initial = clock.today()
        if kind != RESOLUTION:
            del self.fields["nature"]

    def how(self) -> dict[str, Any]:
        """What the verb is told: the day, the issuer's symbol (the one typed, else the one chosen), the nature."""
        data = self.cleaned_data
        issuer = data["other_issuer"] or data["issuer"]
        return {"on": data["on"], "issuer": issuer, "is_normative": data.get("nature") == NORMATIVE}


class AccessForm(forms.Form):
    """Who may read; names count for a restricted paper alone."""

    access = forms.ChoiceField(
        label=gettext_lazy("Who may read"), widget=forms.RadioSelect, choices=list(ACCESS_WORDS.items())
    )
    bodies = forms.MultipleChoiceField(
        label=gettext_lazy("Named bodies"), widget=forms.CheckboxSelectMultiple, required=False
    )
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Named people"), widget=forms.CheckboxSelectMultiple, required=False
    )
    until = MomentField(label=gettext_lazy("May read until"), required=False)

    def __init__(self, council_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies, people = queries.possible_readers(council_id)
        self._bodies = {str(body.pk): body for body in bodies}
        self._people = {str(person.pk): person for person in people}
        for name, found in (("bodies", self._bodies), ("people", self._people)):
            self.fields[name] = forms.MultipleChoiceField(
                label=self.fields[name].label,
                widget=forms.CheckboxSelectMultiple,
                required=False,
                choices=[(key, str(one)) for key, one in found.items()],
            )

    def chosen(self) -> "tuple[list[Person], list[Body]]":
        """People and bodies that were ticked; none where the paper is not restricted."""
        if self.cleaned_data["access"] != RESTRICTED:
            return [], []
        people = [self._people[key] for key in self.cleaned_data["people"]]
        return people, [self._bodies[key] for key in self.cleaned_data["bodies"]]


class WithdrawForm(forms.Form):
    """Why a paper is taken out of sight."""

    reason = LineField(label=gettext_lazy("Reason"), max_length=300)
