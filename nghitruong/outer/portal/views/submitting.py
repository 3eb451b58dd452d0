"""Sending a petition from a phone: five short pages, one question each; nothing is kept before the last press but
pictures, for two hours.

What was typed travels from page to page in the form itself, is checked anew at each of them, and needs no script.
"""

from typing import TYPE_CHECKING, Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nghitruong.domain.petitions.actions import Voter, Wish, drop_photos, leave_photos, submit_petition
from nghitruong.domain.petitions.queries import proposal_for, unsent_photos
from nghitruong.kernel.actor import system_actor
from nghitruong.outer.portal.forms import ContactForm, EmptyForm, PlaceForm, TextForm
from nghitruong.outer.portal.queries.petitions import PublicPetition, alike_public
from nghitruong.outer.portal.queries.sites import Site
from nghitruong.outer.portal.queries.voices import receipt_of
from nghitruong.outer.portal.views import petition_shapes as shapes
from nghitruong.outer.portal.views.answering import own_page, show
from nghitruong.outer.portal.views.own import let_in
from nghitruong.outer.portal.views.photos import PHOTOS, photos_in, taking_photos
from nghitruong.outer.portal.views.senders import KEY, done_or_told, key_of, sender_of, told

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Voice

TEXT, PLACE, ALIKE, CONTACT, CHECK = range(1, 6)
ASKING: dict[int, type[Form]] = {TEXT: TextForm, PLACE: PlaceForm, CONTACT: ContactForm}


class Draft:
    """What was typed so far, and which page comes next."""

    def __init__(self, request: HttpRequest, site: Site) -> None:
        self.posted, self._site = request.POST, site
        self.key = key_of(request)
        self.answered = _page_number(self.posted.get("buoc"))
        self.photos, self.refused = 0, ""
        self.forms = {page: self._form(page, asks) for page, asks in ASKING.items()}
        self._alike: list[PublicPetition] | None = None

    @property
    def alike(self) -> list[PublicPetition]:
        """Public petitions that may ask for the same; looked for once the place is known."""
        if self._alike is None:
            self._alike = alike_public(self._site.council_ids, self.value("text"), self.value("place"))
        return self._alike

    def page(self) -> int:
        """The page to show: the one gone back to, the first that has to be corrected, else the next."""
        if self.refused:
            return TEXT
        for page, form in self.forms.items():
            if page <= self.answered and not form.is_valid():
                return page
        back = _page_number(self.posted.get("lui"))
        wanted = back or min(self.answered + 1, CHECK)
        if wanted == ALIKE and not self.alike:
            return PLACE if back else CONTACT
        return wanted

    def asked(self, page: int) -> tuple[Form, int]:
        """The form of a page and the status that it is shown with."""
        form = self.forms[page]
        if self.refused:
            form.add_error(None, self.refused)
        return form, 400 if page <= self.answered and form.errors else 200

    def value(self, name: str) -> str:
        """What was typed into a field of any page, cleaned."""
        return next((form.cleaned_data[name] for form in self.forms.values() if name in _cleaned(form)), "")

    def kept(self, page: int) -> list[tuple[str, str]]:
        """The fields of the other pages, to be carried along."""
        shown = ASKING[page].base_fields if page in ASKING else {}
        names = [name for asks in ASKING.values() for name in asks.base_fields]
        kept = [(name, self.posted[name]) for name in names if name not in shown and self.posted.get(name)]
        return [*kept, (KEY, self.key), ("buoc", str(page))]

    def _form(self, page: int, asks: type[Form]) -> Form:
        is_known = page <= self.answered or any(self.posted.get(name) for name in asks.base_fields)
        return asks(self.posted if is_known else None)


@own_page
@taking_photos
def submit(request: HttpRequest, site: Site) -> HttpResponse:
    """The next of the five pages; after the last one the receipt."""
    draft = Draft(request, site)
    _take_photos(request, site, draft)
    page, status = draft.page(), 200
    form: Form = EmptyForm(request.POST or None)
    if page in ASKING:
        form, status = draft.asked(page)
    elif page == CHECK and draft.answered == CHECK and "lui" not in request.POST:
        sent: list[Voice] = []
        status = done_or_told(request, form, lambda _data: sent.append(_send(request, site, draft)))
        if sent:
            return let_in(site, sent[0].petition.code, sent[0], to="phieu/")
    answer = show(request, site, "portal/submit.html", **_context(site, draft, page, form))
    answer.status_code = status
    return answer


def _take_photos(request: HttpRequest, site: Site, draft: Draft) -> None:
    """Keep the pictures that came with the words; why they were refused stands above them."""
    if draft.answered == TEXT:
        draft.refused = told(lambda: _keep_photos(request, site, draft))
    draft.photos = unsent_photos(site.council_id, draft.key).count()


def _keep_photos(request: HttpRequest, site: Site, draft: Draft) -> None:
    """Keep the pictures that came with the words, after those that are there were taken away if that is wanted."""
    system = system_actor(site.council_id)
    if "bo_anh" in request.POST:
        drop_photos(system, site.council_id, key=draft.key)
    if files := photos_in(request):
        leave_photos(system, site.council_id, key=draft.key, files=files, sender=sender_of(request))


def _send(request: HttpRequest, site: Site, draft: Draft) -> "Voice":
    """Record it with what the machine proposes; a form that is sent again leads to the first receipt."""
    if sent := receipt_of(site.council_id, draft.key):
        return sent
    text, place = draft.value("text"), draft.value("place")
    fields = proposal_for(site.council_id, text, place).as_wish()
    fields |= {"place": place or fields["place"], "neighbourhood": draft.value("neighbourhood")}
    voter = Voter(draft.value("name"), draft.value("phone"), draft.value("email"), place)
    return submit_petition(
        system_actor(site.council_id),
        site.council_id,
        wish=Wish(**fields),
        voter=voter,
        sender=sender_of(request),
        key=draft.key,
        may_show=bool(draft.value("may_show")),
    )


def _context(site: Site, draft: Draft, page: int, form: Form) -> dict[str, Any]:
    context: dict[str, Any] = {
        "title": _("Send a petition"),
        "page": page,
        "step_words": _("Step %(number)s of %(total)s") % {"number": page, "total": CHECK},
        "form": form,
        "kept": draft.kept(page),
        "back": page - 1,
        "photos": draft.photos,
        "photo_field": PHOTOS,
    }
    if page == ALIKE:
        context["alike"] = [shapes.petition_line(site, petition) for petition in draft.alike]
    if page == CHECK:
        context["draft"] = {name: draft.value(name) for asks in ASKING.values() for name in asks.base_fields}
        context["public_text"] = proposal_for(site.council_id, draft.value("text")).public_text
    return context


def _page_number(text: str | None) -> int:
    """A page from what was posted; anything else is none."""
    return int(text) if text and text.isascii() and text.isdigit() and int(text) <= CHECK else 0


def _cleaned(form: Form) -> dict[str, Any]:
    return form.cleaned_data if form.is_bound and form.is_valid() else {}
