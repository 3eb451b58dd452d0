"""A form with every kind of field."""

from typing import Any

from django import forms

from nghitruong.kernel import clock
from nghitruong.web.fields import DayField, LineField, MomentField, TextField, WholeNumberField


class SampleForm(forms.Form):
    """Every kind of field once."""

    title = LineField(label="Tên kỳ họp", max_length=60)
    day = DayField(label="Ngày khai mạc", help_text="Ví dụ: 8/12, 081226, hôm nay, mai.")
    opens_at = MomentField(label="Khai mạc lúc")
    deputies = WholeNumberField(label="Tổng số đại biểu")
    kind = forms.ChoiceField(
        label="Loại kỳ họp", choices=[("regular", "Thường lệ"), ("topical", "Chuyên đề"), ("urgent", "Bất thường")]
    )
    opinion = forms.ChoiceField(
        label="Ý kiến trước",
        help_text="Chưa phải biểu quyết. Chỉ Thường trực và thư ký xem.",
        choices=[("agree", "Thống nhất"), ("discuss", "Muốn thảo luận"), ("clarify", "Cần làm rõ thêm")],
        widget=forms.RadioSelect,
    )
    paper = forms.FileField(label="Tờ trình", required=False)
    note = TextField(label="Ghi chú", required=False)
    tell = forms.BooleanField(label="Cho cơ quan trình biết tên tôi", required=False)


def forms_shown() -> dict[str, Any]:
    """The form as it is offered, and as it comes back with errors."""
    wrong = {
        "title": "",
        "day": "31/11",
        "deputies": "ba mươi",
        "kind": "regular",
        "opens_at_0": "8/12",
        "opens_at_1": "25h",
    }
    return {
        "form": SampleForm(initial={"kind": "regular", "opinion": "discuss", "opens_at": clock.now()}, auto_id="ok_%s"),
        "wrong_form": SampleForm(wrong, auto_id="wrong_%s"),
    }
