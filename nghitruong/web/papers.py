"""An official paper as the file that a browser saves: DOCX or PDF."""

from typing import TypeVar
from urllib.parse import quote

from django.http import Http404, HttpResponse

from nghitruong.engines.officialforms.content import Document
from nghitruong.engines.officialforms.pdf import write_pdf
from nghitruong.engines.officialforms.word import write_docx

Answer = TypeVar("Answer", bound=HttpResponse)
WRITERS = {
    "docx": (write_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (write_pdf, "application/pdf"),
}


def paper_file(document: Document, form: str, name: str) -> HttpResponse:
    """The paper in the wanted form under a file name, kept in no cache; raises Http404 for a form that there is not."""
    if form not in WRITERS:
        raise Http404
    write, media_type = WRITERS[form]
    response = HttpResponse(write(document), content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.{form}"
    return kept_nowhere(response)


def kept_nowhere(response: Answer) -> Answer:
    """The same answer, to be kept by no cache on its way and by no browser that others use after."""
    response["Cache-Control"] = "private, no-store"
    return response
