"""Forms of an import: files in, columns corrected."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.foundation.councils.actions.imports import NewFile
from nghitruong.foundation.councils.deputy_files import LIMITS, MOST_FILES, read_file
from nghitruong.foundation.councils.forms.fields import NumberField, again
from nghitruong.foundation.councils.queries.choices import (
    Choices,
)
from nghitruong.foundation.councils.queries.imports import FileRun, labels
from nghitruong.kernel import clock
from nghitruong.kernel.decision import RefusedError
from nghitruong.web.words import refusal_sentence


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
        self.fields["origin"] = again(self.fields["origin"], origins)
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
