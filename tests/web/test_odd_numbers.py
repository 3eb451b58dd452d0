"""What is no number in an address or a ticked row is nothing: “²” and “٣” count as digits, but not as numbers."""

import pytest

from nghitruong.web.fields import whole_number
from tests.cast import Cast, signed_in

ODD = ("²", "٣", "-1", "9" * 30, "1" * 5000)
PAGES = (
    "/kien-nghi/nhap/?ban-quet={}",
    "/kien-nghi/nhiem-ky/?nam={}",
    "/kien-nghi/?co-quan={}&hoi-nghi={}&thang={}-2026",
    "/kien-nghi/xuat.xlsx?dot={}",
    "/cam-ket/?co-quan={}&tim=CK-{}",
)


@pytest.mark.parametrize("odd", ODD)
def test_only_plain_digits_are_a_number(odd: str) -> None:
    assert whole_number(odd) is None
    assert whole_number("12") == 12


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ODD)
def test_no_page_breaks_on_them(cast: Cast, odd: str) -> None:
    office = signed_in(cast.minh)
    assert [page for page in PAGES if office.get(page.replace("{}", odd)).status_code >= 500] == []
