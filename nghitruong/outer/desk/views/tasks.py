"""Duties in words: what, in which context, until when, and the button that does it (ux 4.5)."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nghitruong.kernel import clock
from nghitruong.kernel.vietnamese import short_date
from nghitruong.outer.desk.rules import Duty, ToDo, reading_minutes
from nghitruong.outer.desk.views import petitions
from nghitruong.outer.desk.views.wording import Words
from nghitruong.web import parts

SOON = 3
"""Days before a deadline from which it is shown in amber."""

LONGEST = 14
"""Words of an item's title in a row; the whole of it stands on the page that the row leads to."""

SET_UP_STEPS: dict[str, Promise] = {
    "term": gettext_lazy("Begin the term"),
    "deputies": gettext_lazy("Enter the deputies"),
    "standing": gettext_lazy("Set up the Standing body"),
    "accounts": gettext_lazy("Give accounts to the people"),
}
SET_UP_PLACES = {
    "term": "councils:terms",
    "deputies": "councils:deputies",
    "standing": "councils:organisation",
    "accounts": "accounts:new_account",
}


def task_of(todo: ToDo) -> parts.Task:
    """The row of the list; its colour follows from the deadline."""
    words = _WORDS[todo.duty](todo)
    tag = due_tag(todo.due)
    is_pressing = todo.duty in (Duty.VOTE, Duty.CHECK_IN, Duty.OPEN, Duty.ANNOUNCE)
    tone = tag.tone if tag and tag.tone in ("red", "amber") else words.tone
    action = parts.Action(words.label, words.url, is_post=words.is_post, tone="primary" if is_pressing else "")
    url = "" if words.is_post else words.url
    return parts.Task(words.title, url, words.context, words.icon, tone, tag, [action])


def due_tag(due: date | None) -> parts.Tag | None:
    """How long is left: derived, never set by anybody (ux 4.8)."""
    if due is None:
        return None
    days = (due - clock.today()).days
    if days < 0:
        return parts.Tag(ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}, "red", LATE)
    if days == 0:
        return parts.Tag(_("Today"), "amber")
    text = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return parts.Tag(text, "amber" if days <= SOON else "grey")


LATE = "alert-triangle"


def _vote(todo: ToDo) -> Words:
    title = _("Voting now: %(question)s") % {"question": todo.names[0]}
    return Words(title, _title(todo), "checkbox", _room(todo, "deputy"), _("Vote"), tone="amber")


def _announce(todo: ToDo) -> Words:
    title = _("A result waits to be announced: %(question)s") % {"question": todo.names[0]}
    return Words(title, _title(todo), "gavel", _room(todo, "chair"), _("To the chair's console"))


def _check_in(todo: ToDo) -> Words:
    title = _("Check in for %(meeting)s") % {"meeting": _title(todo)}
    context = _("Only who has checked in may speak and vote.")
    return Words(title, context, "user-check", _room(todo, "check_in"), _("Check in"), is_post=True)


def _open(todo: ToDo) -> Words:
    title = _("Open %(meeting)s") % {"meeting": _title(todo)}
    return Words(title, _("The roll call is open."), "gavel", _room(todo, "chair"), _("To the chair's console"))


def _invite(todo: ToDo) -> Words:
    title = _("%(meeting)s has not been convened") % {"meeting": _title(todo)}
    if todo.basis:
        context = _("Opens on %(day)s; invitations go out by %(due)s at the latest (%(basis)s)")
    else:
        context = _("Opens on %(day)s; invitations go out by %(due)s at the latest")
    values = {"day": _opens(todo), "due": short_date(todo.due) if todo.due else "", "basis": todo.basis}
    return Words(title, context % values, "mail", _detail(todo), _("Send the invitations"))


def _programme(todo: ToDo) -> Words:
    title = _("%(meeting)s has no programme yet") % {"meeting": _title(todo)}
    context = _("Opens on %(day)s") % {"day": _opens(todo)}
    return Words(title, context, "list-check", _detail(todo), _("Write the programme"))


def _papers(todo: ToDo) -> Words:
    title = ngettext("%(count)s item has no papers", "%(count)s items have no papers", todo.count)
    context = _("%(meeting)s: %(items)s") % {"meeting": _title(todo), "items": _names(todo)}
    return Words(title % {"count": todo.count}, context, "file-text", _detail(todo), _("See the items"))


def _submit(todo: ToDo) -> Words:
    title = _("Bring the papers for “%(item)s”") % {"item": todo.names[0]}
    context = _("%(meeting)s opens on %(day)s") % {"meeting": _title(todo), "day": _opens(todo)}
    return Words(title, context, "file-upload", reverse("documents:upload"), _("Bring papers"))


def _read(todo: ToDo) -> Words:
    title = ngettext("Read %(count)s paper of %(meeting)s", "Read %(count)s papers of %(meeting)s", todo.count)
    minutes = reading_minutes(todo.pages)
    context = _("about %(time)s") % {"time": duration(minutes)} if minutes else ""
    values = {"count": todo.count, "meeting": _title(todo)}
    return Words(title % values, context, "file-text", unread_papers_url(), _("Read on"))


def _votes(todo: ToDo) -> Words:
    title = ngettext("%(count)s vote is not prepared", "%(count)s votes are not prepared", todo.count)
    context = _("%(meeting)s: %(items)s") % {"meeting": _title(todo), "items": _names(todo)}
    return Words(title % {"count": todo.count}, context, "checkbox", _room(todo, "secretary"), _("Prepare"))


def _minutes(todo: ToDo) -> Words:
    title = _("The minutes of %(meeting)s are not finished") % {"meeting": _title(todo)}
    return Words(title, _closed(todo), "clipboard-text", _room(todo, "secretary"), _("Open the minutes"))


def _complete(todo: ToDo) -> Words:
    title = _("The file of %(meeting)s is not complete") % {"meeting": _title(todo)}
    return Words(title, _closed(todo), "clipboard-text", _detail(todo), _("Look at the file"))


def _grants(todo: ToDo) -> Words:
    title = ngettext(
        "%(count)s proposal waits for a second person", "%(count)s proposals wait for a second person", todo.count
    )
    context = _("Roles and new passwords count only once somebody else has confirmed them.")
    return Words(title % {"count": todo.count}, context, "user-check", reverse("accounts:waiting"), _("Look at them"))


def _owed_late(todo: ToDo) -> Words:
    title = ngettext("%(count)s commitment is overdue", "%(count)s commitments are overdue", todo.count)
    return Words(title % {"count": todo.count}, _names(todo), "list-check", _owed("late"), _("See them"))


def _owed_soon(todo: ToDo) -> Words:
    title = ngettext("%(count)s commitment is due soon", "%(count)s commitments are due soon", todo.count)
    return Words(title % {"count": todo.count}, _names(todo), "list-check", _owed("soon"), _("Report the result"))


def _owed_check(todo: ToDo) -> Words:
    title = ngettext("%(count)s reported result to be checked", "%(count)s reported results to be checked", todo.count)
    context = _("Accept it, or send it back with the reason.")
    return Words(title % {"count": todo.count}, context, "list-check", _owed("to_check"), _("Check"))


def _owed_wishes(todo: ToDo) -> Words:
    title = ngettext("%(count)s agency asks for more time", "%(count)s agencies ask for more time", todo.count)
    context = _("The due day stays until the Standing body has answered.")
    return Words(title % {"count": todo.count}, context, "hourglass", _owed("running"), _("Answer"))


def _owed(group: str) -> str:
    return f"{reverse('commitments:list')}?loc={group}"


def _set_up(todo: ToDo) -> Words:
    title = ngettext("%(count)s step of setting up is left", "%(count)s steps of setting up are left", todo.count)
    first = todo.names[0]
    context = _("Next: %(step)s") % {"step": SET_UP_STEPS[first]}
    return Words(
        title % {"count": todo.count}, context, "settings", reverse(SET_UP_PLACES[first]), _("Go on setting up")
    )


def _rules(todo: ToDo) -> Words:
    title = ngettext("%(count)s rule only warns", "%(count)s rules only warn", todo.count)
    context = _("Confirm them from the council's own rules of procedure, so that they can refuse.")
    url = f"{reverse('law:rules')}?loc=chua-xac-minh"
    return Words(title % {"count": todo.count}, context, "scale", url, _("Look at the rules"))


_WORDS: dict[Duty, Callable[[ToDo], Words]] = {
    Duty.VOTE: _vote,
    Duty.ANNOUNCE: _announce,
    Duty.CHECK_IN: _check_in,
    Duty.OPEN: _open,
    Duty.INVITE: _invite,
    Duty.PROGRAMME: _programme,
    Duty.PAPERS: _papers,
    Duty.SUBMIT: _submit,
    Duty.READ: _read,
    Duty.VOTES: _votes,
    Duty.MINUTES: _minutes,
    Duty.COMPLETE: _complete,
    **petitions.WORDS,
    Duty.OWED_LATE: _owed_late,
    Duty.OWED_SOON: _owed_soon,
    Duty.OWED_CHECK: _owed_check,
    Duty.OWED_WISHES: _owed_wishes,
    Duty.GRANTS: _grants,
    Duty.SET_UP: _set_up,
    Duty.RULES: _rules,
}


def unread_papers_url() -> str:
    return f"{reverse('documents:list')}?loc=unread"


def duration(minutes: int) -> str:
    """35 minutes, 1 hour 10 minutes."""
    hours, rest = divmod(minutes, 60)
    words = []
    if hours:
        words.append(ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours})
    if rest or not hours:
        words.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(words)


def _title(todo: ToDo) -> str:
    return todo.meeting.title if todo.meeting else ""


def _opens(todo: ToDo) -> str:
    return short_date(todo.meeting.opens_on) if todo.meeting else ""


def _closed(todo: ToDo) -> str:
    day = todo.meeting.closed_on if todo.meeting else None
    if day is None or todo.due is None:
        return _("Closed on %(day)s") % {"day": short_date(day)} if day else ""
    return _("Closed on %(day)s, to be sent up by %(due)s") % {"day": short_date(day), "due": short_date(todo.due)}


def _names(todo: ToDo, most: int = 2) -> str:
    """The first names of many: a row is no list."""
    shown = "; ".join(Truncator(name).words(LONGEST) for name in todo.names[:most])
    rest = len(todo.names) - most
    return shown if rest <= 0 else _("%(names)s and %(count)s more") % {"names": shown, "count": rest}


def _detail(todo: ToDo) -> str:
    return reverse("meetings:detail", args=[todo.meeting.id if todo.meeting else 0])


def _room(todo: ToDo, name: str) -> str:
    return reverse(f"room:{name}", args=[todo.meeting.id if todo.meeting else 0])
