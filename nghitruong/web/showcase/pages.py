"""Which address shows which template, and everything that these templates read."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from nghitruong.web.showcase.frame import FRAME
from nghitruong.web.showcase.lists import listed
from nghitruong.web.showcase.room import ROOM, halls, live_parts
from nghitruong.web.showcase.sample_forms import forms_shown
from nghitruong.web.showcase.work import WORK, days

PAGES: Mapping[str, str] = {
    "": "web/showcase/components.html",
    "van-phong": "web/showcase/office.html",
    "danh-sach": "web/showcase/list.html",
    "danh-sach-trong": "web/showcase/list.html",
    "danh-sach-200": "web/showcase/list.html",
    "ho-so": "web/showcase/detail.html",
    "dai-bieu": "web/showcase/deputy.html",
    "phieu": "web/showcase/ballot.html",
    "phieu-xem-lai": "web/showcase/ballot.html",
    "phieu-da-nhan": "web/showcase/ballot.html",
    "phieu-chua-gui": "web/showcase/ballot.html",
    "phieu-da-dong": "web/showcase/ballot.html",
    "phieu-khong-co": "web/showcase/ballot.html",
    "chu-toa": "web/showcase/chair.html",
    "thu-ky": "web/showcase/secretary.html",
    "man-hinh-chuong-trinh": "web/showcase/wall_agenda.html",
    "man-hinh-phat-bieu": "web/showcase/wall_speaker.html",
    "man-hinh-bieu-quyet": "web/showcase/wall_vote.html",
    "man-hinh-ket-qua": "web/showcase/wall_result.html",
    "cong": "web/showcase/portal.html",
    "cong-kien-nghi": "web/showcase/portal_petition.html",
    "ban-in": "web/showcase/print.html",
    "dang-nhap": "web/showcase/sign_in.html",
    "loi-404": "404.html",
    "loi-403": "403.html",
    "loi-400": "400.html",
    "loi-409": "409.html",
    "loi-csrf": "403_csrf.html",
    "loi-500": "500.html",
}
"""Address under the component page → template; "" is the page of all components."""


def context(request: HttpRequest, part: str) -> dict[str, Any]:
    """Everything that any page of the showcase reads; each template takes its share."""
    shown = {**FRAME, **WORK, **ROOM, **days(), **halls(), **live_parts(part), **forms_shown(), **listed(part)}
    if not part:
        messages.success(request, "Đã chuyển 24 kiến nghị.")
        messages.error(request, "2 thư chưa gửi: Công an phường chưa có địa chỉ thư.")
    return shown
