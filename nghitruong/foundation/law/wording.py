"""A row of law in Vietnamese words: "ít nhất 20 ngày trước ngày khai mạc kỳ họp". Labels of law are data.

Pure: the pack's words and the kernel's numbers, nothing else.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from nghitruong.foundation.law.pack import rule_pack
from nghitruong.kernel.vietnamese import format_number, short_date

UNKNOWN = "chưa xác minh"
CONFIDENCE = {
    "verified": "Đã đọc văn bản",
    "secondary": "Qua nguồn thứ hai",
    "memory": "Theo trí nhớ",
    "uncertain": "Chưa chắc chắn",
}
SEVERITY = {"block": "Chặn", "warn": "Cảnh báo", "info": "Nhắc"}
JOINERS = {"min_before": "trước", "max_after": "sau", "min_after": "sau", "after": "sau", "duration": "từ"}
LATEST, DATES = "chậm nhất", ("date", "month-day of preceding year")
SIZES = {"min_before": "ít nhất", "max_after": "chậm nhất", "min_after": "ít nhất", "after": "", "duration": "trong"}


def value_words(value: Any, unit: str, op: str, anchor: str = "") -> str:
    """What a value says, with its comparison and what it is counted from."""
    if value is None:
        return UNKNOWN
    if op in JOINERS:
        return _span_words(value, unit, op, anchor)
    sign = LATEST if op == "max" and unit in DATES else rule_pack().ops.get(op, "")
    return " ".join(part for part in (sign, plain_value(value, unit)) if part)


def plain_value(value: Any, unit: str) -> str:
    """The value alone with its unit: "20 ngày", "2/3 tổng số đại biểu", "có", "7, 3, 1 ngày trước hạn"."""
    if value is None:
        return UNKNOWN
    words = rule_pack().units.get(unit)
    text = " ".join(part for part in (_bare(value, unit), words.label_vi if words else "") if part)
    return text.replace(" %", "%")


def label_of(key: str) -> str:
    """What a rule is called; the key itself for one that the pack does not have."""
    found = rule_pack().definitions.get(key)
    return found.label_vi if found else key


def unit_words(unit: str) -> str:
    """The unit's name, empty for what needs none."""
    found = rule_pack().units.get(unit)
    return found.label_vi if found else ""


def typed_value(value: Any) -> str:
    """A value as a form field holds it, to be typed over."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _span_words(value: Any, unit: str, op: str, anchor: str) -> str:
    counted = " ".join(part for part in (SIZES[op], plain_value(value, unit)) if part)
    since = rule_pack().anchors.get(anchor, "")
    return f"{counted} {JOINERS[op]} {since}" if since else counted


def _bare(value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return format_number(value)
    if isinstance(value, Mapping):
        return _seats(value) if "base" in value else _pairs(value)
    if isinstance(value, list):
        return _listed(value, unit)
    return _text(str(value), unit)


def _listed(value: list[Any], unit: str) -> str:
    parts = [rule_pack().values.get(str(part), str(part)) for part in value]
    kind = rule_pack().units[unit].kind if unit in rule_pack().units else "list"
    return "–".join(parts) if kind == "range" else ", ".join(parts)


def _text(value: str, unit: str) -> str:
    if unit == "date":
        return short_date(date.fromisoformat(value))
    if unit.startswith("month-day"):
        month, day = value.split("-")
        return f"{day}/{month}"
    if unit == "x base salary":
        return format_number(Decimal(value))
    return rule_pack().values.get(value, value)


def _pairs(value: Mapping[str, Any]) -> str:
    words = rule_pack().values
    return "; ".join(f"{words.get(name, name)}: {number}" for name, number in value.items())


def _seats(value: Mapping[str, Any]) -> str:
    """A formula of seats: "15 đại biểu đến 10.000 dân; đến 20.000 dân cứ 2.000 dân thêm 1; …; không quá 30"."""
    parts = [f"{value['base']} đại biểu đến {format_number(value['upto'])} dân"]
    for upto, step in value.get("bands", [[None, value.get("step")]]):
        reach = f"đến {format_number(upto)} dân" if upto else "trên mức đó"
        parts.append(f"{reach} cứ {format_number(step)} dân thêm 1")
    return "; ".join([*parts, f"không quá {value['cap']}"])
