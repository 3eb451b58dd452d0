"""Tags and filters of every template: icons, statuses, fields, bars, times. README.md shows each in use."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, RadioSelect, Select, Textarea
from django.forms.widgets import CheckboxSelectMultiple, FileInput, MultiWidget
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nghitruong.kernel import clock, vietnamese
from nghitruong.web.choices import CHOICES
from nghitruong.web.parts import Ballot, Part, Seat
from nghitruong.web.seating import SeatPlan, plan_seats
from nghitruong.web.words import in_words, reason_sentence, refusal_sentence, role_names

register = template.Library()

_CODE = re.compile(r"\b[A-Z]{2,4}-\d{2}-\d{4,7}\b", re.ASCII)
# An attribute, since a style sheet cannot name a pattern of the page.
HATCHED = SafeString('fill="url(#hatch)"')


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An outline icon beside words; hidden from screen readers. The name must stand in assets/icons.txt."""
    return _icon(name, f" {extra}" if extra else "")


@lru_cache(maxsize=1024)
def _icon(name: str, extra: str) -> SafeString:
    picture = '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'
    return format_html(picture, extra, static("web/dist/icons.svg"), name)


@register.simple_tag
def emblem() -> SafeString:
    """The plain star that stands for a council until it uploads its approved emblem."""
    address = static("web/dist/icons.svg")
    return format_html('<svg class="emblem" aria-hidden="true"><use href="{}#emblem"></use></svg>', address)


@register.simple_tag
def status(label: Any, tone: str = "grey", icon_name: str = "") -> SafeString:
    """A status tag. `done` is plain text with a tick, so that what is unfinished stands out."""
    return _status(str(label), tone, icon_name)


# By type too: a safe label and the same words unescaped are equal.
@lru_cache(maxsize=1024, typed=True)
def _status(label: str, tone: str, icon_name: str) -> SafeString:
    picture = icon(icon_name or "check") if icon_name or tone == "done" else ""
    return format_html('<span class="status status--{}">{}{}</span>', tone, picture, label)


@register.simple_tag
def tag(value: Any) -> SafeString:
    """A `parts.Tag`, or anything with label, tone and icon."""
    return status(value.label, value.tone, value.icon) if value else SafeString("")


@register.simple_tag
def deadline(due: date, working_days: int | None = None) -> SafeString:
    """How long is left until a day, derived from it and today, never set by anybody (ux.md 4.8)."""
    days = (due - clock.today()).days
    if days < -30:
        text = _("Long overdue, %(days)s days") % {"days": -days}
        return status(text, "red", "alert-triangle")
    if days < 0:
        text = ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
        return status(text, "red", "alert-triangle")
    if days == 0:
        return status(_("Today"), "amber")
    if working_days is not None and working_days <= 3:
        text = ngettext("%(days)s working day left", "%(days)s working days left", working_days)
        return status(text % {"days": working_days}, "amber")
    return status(ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}, "grey")


@register.inclusion_tag("web/components/field.html")
def field(
    bound: BoundField, hint: str = "", optional: bool = False, short: bool = False, asked: bool = False
) -> dict[str, Any]:
    """A form field: label, hint, error in the same words as the summary, and the control, tied together.

    `asked`: not marked as optional though the form takes it empty, for what a rule asks only in the end.
    """
    widget = bound.field.widget
    kind = _kind_of(widget)
    hint_text = hint or bound.help_text
    root = bound.id_for_label or bound.auto_id
    ids = [f"{root}-hint"] if hint_text else []
    wrong = error_words(bound)
    if wrong:
        ids.append(f"{root}-error")
    attrs: dict[str, Any] = {"aria-describedby": " ".join(ids)} if ids else {}
    if wrong:
        attrs["aria-invalid"] = "true"
    if kind in ("input", "group"):
        classes = [widget.attrs.get("class", ""), "input", "input--short" if short else ""]
        attrs["class"] = " ".join(name for name in classes if name)
    control = bound.as_widget(attrs=attrs) if kind in ("input", "check", "group") else ""
    return {
        "bound": bound,
        "kind": kind,
        "hint": hint_text,
        "optional": optional,
        "asked": asked,
        "control": control,
        "described": " ".join(ids),
        "errors": wrong,
    }


def error_words(bound: BoundField) -> list[str]:
    """A field's errors as the summary and the field both show them; an empty one says what to do."""
    chosen = isinstance(bound.field.widget, Select | RadioSelect | CheckboxSelectMultiple | FileInput)
    verb = _("Choose: %(field)s") if chosen else _("Enter: %(field)s")
    words = []
    for error in bound.errors.as_data():
        if error.code == "required":
            words.append(verb % {"field": bound.label})
        else:
            words += [str(message) for message in error.messages]
    return words


def _kind_of(widget: Any) -> str:
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, MultiWidget):
        return "group"
    if isinstance(widget, Select | Textarea | FileInput):
        return "input"
    return "hidden" if widget.is_hidden else "input"


@register.inclusion_tag("web/components/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """On top of a form: every error as a link to its field. Empty when there is none."""
    general = [message for form in forms for message in form.non_field_errors()]
    fields = [
        {"id": bound.id_for_label or bound.auto_id, "text": message}
        for form in forms
        for bound in form
        for message in error_words(bound)
    ]
    count = len(general) + len(fields)
    title = ngettext("%(count)s thing has to be corrected", "%(count)s things have to be corrected", count)
    return {"general": general, "fields": fields, "count": count, "title": title % {"count": count}}


@register.simple_tag
def bar(parts: Iterable[Part | Mapping[str, Any]], total: int = 0, extra: str = "", label: str = "") -> SafeString:
    """A stacked bar as SVG: it obeys the page's security policy and prints. Tone "pending" is hatched."""
    rows = [part if isinstance(part, Part) else Part(**part) for part in parts]
    whole = max(total, sum(part.value for part in rows), 1)
    pieces, start = [], 0
    for part in rows:
        if part.value <= 0:
            continue
        paint = HATCHED if part.tone == "pending" else SafeString("")
        pieces.append((part.tone, _percent(start, whole), _percent(part.value, whole), paint))
        start += part.value
    rects = format_html_join(
        "", '<rect class="bar__part bar__part--{}" x="{}%" width="{}%" height="100%" {}></rect>', pieces
    )
    words = label or ", ".join(f"{part.label} {part.value}".strip() for part in rows)
    return format_html('<svg class="bar {}" role="img" aria-label="{}">{}</svg>', extra, words, rects)


def _percent(part: int, whole: int) -> str:
    """For an attribute of SVG, so with a point whatever the language."""
    return f"{100 * part / whole:.3f}".rstrip("0").rstrip(".")


@register.simple_tag
def progress(value: int, total: int, tone: str = "primary", label: str = "") -> SafeString:
    """A single bar: how much of a total."""
    return bar([Part(value, tone=tone)], total, label=label or f"{value}/{total}")


@register.simple_tag
def swatch(tone: str) -> SafeString:
    """The little square beside a line of a legend."""
    paint = HATCHED if tone == "pending" else SafeString("")
    return format_html(
        '<svg aria-hidden="true" viewBox="0 0 10 10"><rect class="bar__part--{}" width="10" height="10" {}/></svg>',
        tone,
        paint,
    )


@register.simple_tag
def countdown(ends_at: datetime | None, extra: str = "", words: str = "") -> SafeString:
    """Remaining time, mm:ss, driven by the server's clock and announced at 30, 10 and 0 seconds.

    `words` replaces the digits at zero ("Hết giờ").
    """
    if ends_at is None:
        return SafeString("")
    seconds = max(int((ends_at - clock.now()).total_seconds()), 0)
    return format_html(
        '<span class="countdown {}" role="timer" data-countdown="{}" data-words="{}">{}</span>',
        extra,
        int(ends_at.timestamp() * 1000),
        words,
        _clock_face(seconds),
    )


@register.simple_tag
def countdown_bar(ends_at: datetime | None, minutes: int | None = None) -> SafeString:
    """How much of the time allowed is gone, as a bar that runs with the countdown beside it."""
    if ends_at is None or not minutes:
        return SafeString("")
    left = max((ends_at - clock.now()).total_seconds(), 0)
    return format_html(
        '<svg class="bar" aria-hidden="true" data-countdown-bar="{}" data-seconds="{}">'
        '<rect class="bar__part bar__part--primary" x="0" width="{}%" height="100%"></rect></svg>',
        int(ends_at.timestamp() * 1000),
        minutes * 60,
        _percent(round(max(minutes * 60 - left, 0)), minutes * 60),
    )


def _clock_face(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    face = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{hours}:{face}" if hours else face


@register.inclusion_tag("web/components/ballot.html", takes_context=True)
def ballot(context: Context, view: Ballot) -> dict[str, Any]:
    """The vote in front of a deputy, in the state that the server holds; the script only moves between its panels."""
    return {"ballot": view, "choices": CHOICES, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("web/components/seat_map.html")
def seat_map(seats: Sequence[Seat], columns: int = 7, label: str = "") -> dict[str, Any]:
    """The hall from the chair's table on, with the numbers in words beside it."""
    plan: SeatPlan = plan_seats(seats, columns)
    return {"plan": plan, "label": label or plan.in_words, "sprite": static("web/dist/icons.svg")}


@register.simple_tag
def stream(topics: str, as_public: bool = False) -> SafeString:
    """Attributes of the element that holds a page's one stream; inside it, `live` marks what is swapped.

    `as_public`: a page of the public site gets what everybody gets, also where its reader is signed in.
    """
    address = f"/events/?topics={topics}&as=public" if as_public else f"/events/?topics={topics}"
    return format_html('hx-ext="sse" sse-connect="{}" data-stream', address)


@register.simple_tag
def live(topic: str, url: str = "", swap: str = "innerHTML") -> SafeString:
    """Attributes of an area that the topic's events replace, and that is fetched from `url` when there is no stream."""
    poll = format_html(' data-poll-url="{}"', url) if url else SafeString("")
    return format_html('sse-swap="{}" hx-swap="{}" data-live{}', topic, swap, poll)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The address's query with some keys changed; an empty value takes the key out."""
    pairs = context["request"].GET.copy()
    for key, value in changes.items():
        if value in ("", None):
            pairs.pop(key, None)
        else:
            pairs[key] = str(value)
    return f"?{pairs.urlencode()}"


@register.filter
def vi_date(value: date | None) -> str:
    """08/12/2026"""
    return vietnamese.short_date(_day(value)) if value else ""


@register.filter
def vi_day(value: date | None) -> str:
    """08/12"""
    return vietnamese.short_date(_day(value), year=False) if value else ""


@register.filter
def vi_weekday(value: date | None) -> str:
    """Thứ Ba, 08/12/2026"""
    return vietnamese.date_with_weekday(_day(value)) if value else ""


@register.filter
def vi_weekday_short(value: date | None) -> str:
    """T3"""
    return vietnamese.short_weekday(_day(value)) if value else ""


@register.filter
def vi_time(value: datetime | None, seconds: bool = False) -> str:
    """09:41, or 09:41:07 with an argument that is true."""
    if not value:
        return ""
    return value.astimezone(clock.COUNCIL_ZONE).strftime("%H:%M:%S") if seconds else vietnamese.short_time(value)


@register.filter
def vi_moment(value: datetime | None) -> str:
    """09:41, 08/12/2026"""
    return vietnamese.short_moment(value) if value else ""


@register.filter
def vi_number(value: float | Decimal | None, places: int | None = None) -> str:
    """1.146; with an argument so many decimals."""
    return "" if value is None else vietnamese.format_number(_exact(value), places)


@register.filter
def vi_percent(value: float | Decimal | None, places: int = 2) -> str:
    """90,32%: the value is already a percentage."""
    return "" if value is None else f"{vietnamese.format_number(_exact(value), places)}%"


@register.filter
def share_of(part: int, whole: int) -> Decimal:
    """The percentage that a part is of a whole, exactly; nothing of nothing is zero."""
    return Decimal(100 * part) / Decimal(whole) if whole else Decimal(0)


@register.filter
def initials(name: str) -> str:
    """QV for Lê Quang Vinh."""
    return vietnamese.initials(name) if name else ""


@register.filter
def receipt_code(code: str) -> str:
    """K7P42MXR as K7P4 – 2MXR: read out and compared in halves."""
    return f"{code[:4]} – {code[4:]}" if len(code) == 8 else code


@register.filter
def whole_codes(text: Any) -> SafeString:
    """Words in which no code of a record (TC-26-0001) is broken at its hyphens; copied, it is the same code."""
    return SafeString(_CODE.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(text)))


@register.filter
def words_of(value: Any) -> Any:
    """A code, date or number as a sentence shows it."""
    return in_words(value)


@register.filter
def role_name(role: str) -> str:
    """A role's code in words."""
    return role_names([role])[0]


@register.filter
def roles_named(roles: Iterable[str]) -> str:
    """Roles' codes in words, one behind the other; empty for none."""
    return ", ".join(role_names(roles))


@register.filter
def as_sentence(value: Any) -> str:
    """A refusal or a reason of a decision in the reader's language."""
    return refusal_sentence(value) if hasattr(value, "code") else reason_sentence(value)


def _day(value: date) -> date:
    return clock.local_date(value) if isinstance(value, datetime) else value


def _exact(value: float | Decimal) -> int | Decimal:
    return Decimal(repr(value)) if isinstance(value, float) else value
