"""Duties with voters' petitions and contacts in words (ux 4.5)."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nghitruong.kernel.vietnamese import short_date
from nghitruong.outer.desk.rules import Duty, ToDo
from nghitruong.outer.desk.views.wording import Words


def _answers_late(todo: ToDo) -> Words:
    title = ngettext("%(count)s answer is overdue", "%(count)s answers are overdue", todo.count)
    context = _("Say why it is late; the council sees it.")
    return Words(title % {"count": todo.count}, context, "message-2", _answers("late"), _("Answer"))


def _answers_returned(todo: ToDo) -> Words:
    title = ngettext("%(count)s answer was sent back", "%(count)s answers were sent back", todo.count)
    context = _("The reason stands on top of each.")
    return Words(title % {"count": todo.count}, context, "arrow-back-up", _answers("returned"), _("Mend them"))


def _answers_wait(todo: ToDo) -> Words:
    title = ngettext("%(count)s petition to be answered", "%(count)s petitions to be answered", todo.count)
    context = _("The one that is due first stands on top.")
    return Words(title % {"count": todo.count}, context, "message-2", _answers(""), _("Answer"))


def _answers_approve(todo: ToDo) -> Words:
    title = ngettext("%(count)s answer waits for approval", "%(count)s answers wait for approval", todo.count)
    context = _("Many can be signed and sent at once.")
    return Words(title % {"count": todo.count}, context, "user-check", reverse("petitions:approvals"), _("Approve"))


def _petitions_late(todo: ToDo) -> Words:
    title = ngettext("%(count)s petition is overdue", "%(count)s petitions are overdue", todo.count)
    context = _("The agency owes the answer.")
    return Words(title % {"count": todo.count}, context, "alert-triangle", _petitions("late"), _("See them"))


def _petitions_check(todo: ToDo) -> Words:
    title = ngettext("%(count)s answer to be checked", "%(count)s answers to be checked", todo.count)
    context = _("Accept it, or send it back with the reason.")
    return Words(title % {"count": todo.count}, context, "message-2", _petitions("to_check"), _("Check"))


def _petitions_sort(todo: ToDo) -> Words:
    title = ngettext("%(count)s petition to be sorted or sent", "%(count)s petitions to be sorted or sent", todo.count)
    context = _("Topic, level and agency are proposed.")
    return Words(title % {"count": todo.count}, context, "message-2", _petitions("to_sort"), _("Sort"))


def _petitions_tell(todo: ToDo) -> Words:
    title = ngettext("Voters to be told of %(count)s answer", "Voters to be told of %(count)s answers", todo.count)
    context = _("The answer was accepted.")
    return Words(title % {"count": todo.count}, context, "users", _petitions("to_tell"), _("See them"))


def _slots(todo: ToDo) -> Words:
    title = ngettext(
        "%(count)s citizen asks for an appointment", "%(count)s citizens ask for an appointment", todo.count
    )
    context = _("Give each a time, or say why there is none.")
    return Words(title % {"count": todo.count}, context, "calendar-event", reverse("letters:schedule"), _("See them"))


def _comments(todo: ToDo) -> Words:
    title = ngettext("%(count)s comment to be read", "%(count)s comments to be read", todo.count)
    context = _("Nobody sees it before you did.")
    return Words(title % {"count": todo.count}, context, "message-2", reverse("petitions:comments"), _("Read them"))


def _petitions_above(todo: ToDo) -> Words:
    title = ngettext(
        "%(count)s petition is overdue with the council above",
        "%(count)s petitions are overdue with the council above",
        todo.count,
    )
    context = _("Its agency owes the answer there; write to that council.")
    return Words(title % {"count": todo.count}, context, "alert-triangle", _petitions("above_late"), _("See them"))


def _contact_minutes(todo: ToDo) -> Words:
    """The conference where it is one; else all of them, with the oldest (ux T07)."""
    facts = {"count": todo.count, "place": todo.names[0], "day": short_date(todo.since) if todo.since else ""}
    if todo.subject_id:
        title = _("Minutes of a voter contact are not entered: %(place)s") % facts
        held, url = _("Held on %(day)s") % facts, reverse("petitions:site", args=[todo.subject_id])
    else:
        title = ngettext(
            "Minutes of %(count)s voter contact are not entered",
            "Minutes of %(count)s voter contacts are not entered",
            todo.count,
        )
        title, held = title % facts, _("The oldest: %(place)s, held on %(day)s") % facts
        url = f"{reverse('petitions:rounds')}?loc=chua-nhap"
    context = " · ".join(filter(None, [held, todo.basis]))
    return Words(title, context, "clipboard-text", url, _("Enter the minutes"), tone="amber")


def _clock_gather(todo: ToDo) -> Words:
    title = ngettext(
        "What was said at %(count)s contact is not gathered",
        "What was said at %(count)s contacts is not gathered",
        todo.count,
    )
    return Words(title % {"count": todo.count}, _with_law(todo), "users", reverse("petitions:rounds"), _("Gather it"))


def _clock_report(todo: ToDo) -> Words:
    title = _("The consolidated report lacks %(count)s petitions") % {"count": todo.count}
    return Words(title, _with_law(todo), "file-text", reverse("petitions:gathered"), _("To the report"))


def _clock_summary(todo: ToDo) -> Words:
    title = _("The summary of results lacks %(count)s answers") % {"count": todo.count}
    return Words(title, _with_law(todo), "clipboard-text", reverse("petitions:answers"), _("To the report"))


def _clock_publish(todo: ToDo) -> Words:
    title = ngettext("%(count)s result is not published", "%(count)s results are not published", todo.count)
    return Words(title % {"count": todo.count}, _with_law(todo), "message-2", _petitions("to_tell"), _("See them"))


def _with_law(todo: ToDo) -> str:
    """What it is for, and the article that sets the day."""
    return " · ".join(filter(None, [*todo.names, todo.basis]))


def _answers(group: str) -> str:
    return f"{reverse('petitions:answering')}{f'?loc={group}' if group else ''}"


def _petitions(group: str) -> str:
    return f"{reverse('petitions:list')}?loc={group}"


WORDS: dict[Duty, Callable[[ToDo], Words]] = {
    Duty.ANSWERS_LATE: _answers_late,
    Duty.ANSWERS_RETURNED: _answers_returned,
    Duty.ANSWERS_APPROVE: _answers_approve,
    Duty.ANSWERS: _answers_wait,
    Duty.PETITIONS_LATE: _petitions_late,
    Duty.PETITIONS_CHECK: _petitions_check,
    Duty.PETITIONS_SORT: _petitions_sort,
    Duty.PETITIONS_TELL: _petitions_tell,
    Duty.PETITIONS_ABOVE: _petitions_above,
    Duty.CONTACT_MINUTES: _contact_minutes,
    Duty.CLOCK_GATHER: _clock_gather,
    Duty.CLOCK_REPORT: _clock_report,
    Duty.CLOCK_SUMMARY: _clock_summary,
    Duty.CLOCK_PUBLISH: _clock_publish,
    Duty.SLOTS: _slots,
    Duty.COMMENTS: _comments,
}
