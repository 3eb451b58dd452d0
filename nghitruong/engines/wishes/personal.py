"""What in a text belongs to one person: names of voters, telephones, papers, homes; and the text without it.

A place of a public problem is not personal ("hẻm 112", "đường số 9"), nor is who is named by an office ("ông Chủ tịch
UBND phường"); Law 91/2025/QH15 protects the voter, not the street. A machine misses some: a person confirms (ux.md S7).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from nghitruong.engines.wishes.phrases import is_plain, spoken
from nghitruong.kernel.vietnamese import fold

TYPES: Final = ("name", "phone", "id_number", "house_number", "email", "bank_account", "date_of_birth")


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One stretch of a text; the offsets are those of the composed text."""

    type: str
    text: str
    start: int
    end: int


_UPPER: Final = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_NO_NAME: Final = (
    r"(?:Tổ (?:trưởng|phó|dân|đại|\d)|Thôn|Trưởng|Khu|Ấp|Bản|Xóm|UBND|HĐND|MTTQ|TP|Xã|Phường|Cử tri|Thường trực|Đảng ủy"
    r"|Phó (?:[Bb]í|[Cc]hủ|[Tt]rưởng|[Gg]iám|phòng|ban)|Chủ (?:tịch|tọa|trì|nhiệm)|Đại (?:biểu|diện)|Bí thư|Giám đốc"
    r"|Hội (?:đồng|phụ|nông|cựu|trưởng)|Công (?:an|ty|chức|đoàn))"
)
_NAME_WORD: Final = rf"(?!{_NO_NAME}\b)[{_UPPER}][\w’']*"
_SURNAMES: Final = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Đoàn|Lương|Mai|Tô|Trương|Cao"
    "|Lâm|Hà|Tạ|Thái|Châu|Vương"
    "|Lưu|Phùng|Quách|Đào|Triệu|Bàn|Nông|Phàn|Giàng|Quàng|Tòng|Cà|Lò|Vàng|Thào|Sùng|Hầu|Ma|La|Chu|Kiều|Khổng|Tăng"
    "|Từ|Doãn|Đàm|Đồng|Hứa|Thạch|Kim|Sơn|Danh"
    "|Vi|Lầu|Mùa|Hạng|Hờ|Rơ|Siu|Ksor|Rah|Kpă|Nay|Y|H’|Bế|Nghiêm|Ninh|Tống|Thân|Trà|Viên|Tiêu|Ứng|Văn|Cù|Lại|Mạc"
    "|Mạch|Phí|Tôn|Âu|Ôn|Thiều|Cung|Lã|Hoa"
)
_MIDDLE: Final = (
    "Văn|Thị|Hữu|Đức|Ngọc|Đình|Công|Quốc|Thế|Minh|Xuân|Quang|Thanh|Thị Ngọc|Thị Kim"
    "|Hoàng|Anh|Kim|Bá|Duy|Mạnh|Trọng|Viết|Tiến|A|Mí|Seo|Thị Thanh"
)
_HONORIFIC: Final = (
    r"(?P<honorific>(?:(?:[Hh]ộ|[Gg]ia đình|[Cc]ử tri|[Cc]ụ|[Nn]hà)\s+)?(?:[ÔôOo]ng/[Bb]à|[ÔôOo]ng|[Bb]à|[Aa]nh"
    r"|[Cc]hị|[Cc]ô|[Bb]ác|[Cc]hú|[Cc]ụ|[Cc]ậu|[Ee]m|[Cc]háu|[Tt]hím|[Mm]ợ|[Đđ]/c|[Đđ]ồng chí|ÔNG|BÀ|[ÔBAC]\.)"
    r"|[Cc]ử tri|[Hh]ộ|[Gg]ia đình)"
)
_ADDRESSED: Final = re.compile(rf"(?<![\w’']){_HONORIFIC} +(?P<name>{_NAME_WORD}(?: +{_NAME_WORD}){{0,4}})")
_ADDRESSED_PLAINLY: Final = re.compile(
    rf"(?<!\w)(?P<honorific>[Oo]ng|[Bb]a|[Cc]hi|[Bb]ac|[Cc]hu|[Cc]u tri)"
    rf" +(?P<name>{_NAME_WORD}(?: +{_NAME_WORD}){{0,4}})"
)
_IN_A_CELL: Final = re.compile(
    rf"(?:^|[\t|;]|\d,)[ ]*(?P<name>(?:{_SURNAMES})(?: +{_NAME_WORD}){{2,3}})[ ]*(?=[\t|;,(]|$)", re.MULTILINE
)
_LINE_START: Final = re.compile(r"(?:^|\n)\s*$")
_IN_A_ROW: Final = re.compile(
    rf"^[ |]*\d{{1,3}}[ ]*[\t|;,][ ]*(?P<name>{_NAME_WORD}(?: +{_NAME_WORD}){{2,3}})[ ]*(?=[\t|;,(])", re.MULTILINE
)
_UNCLE_HO: Final = "Hồ Chí Minh"
_FULL_NAME: Final = re.compile(
    rf"(?<![\w’'])(?P<name>(?:(?:{_SURNAMES}) +(?:{_MIDDLE})|[{_UPPER}]\w+ +(?:Văn|Thị))"
    rf" +{_NAME_WORD}(?: +{_NAME_WORD}){{0,2}})"
)
_INTRODUCED: Final = re.compile(
    r"(?:tên là|tên tôi là|tôi là|họ (?:và )?tên|họ tên|người nêu|người kiến nghị|người phản ánh|ký tên)\s*:?\s*"
    rf"(?P<name>{_NAME_WORD}(?: +{_NAME_WORD}){{1,4}})"
)
_BIG_SURNAMES: Final = frozenset(_SURNAMES.split("|"))
_PLAIN_SURNAMES: Final = frozenset(fold(name) for name in _BIG_SURNAMES)
_PLACE_BEFORE: Final = re.compile(
    r"(?:đường|phố|ngõ|hẻm|ngách|cầu|trường|chợ|góc|giao lộ|ngã ba|ngã tư|ngã năm|ngã|công viên|khu|tuyến|đại lộ"
    r"|bệnh viện|huyện|xã|phường|thôn|ấp|bản|buôn|xóm|kênh|rạch|sông|hồ|núi"
    r"|đền|chùa|miếu|đình|quảng trường|thcs|thpt|tiểu học|mầm non|mẫu giáo|trung học|nối|dốc|cống|suối|đèo|bến"
    r"|khu phố|tổ dân phố|tdp|kp|đoạn|vào|lăng|tượng|phường|quận|thị trấn|thị xã|tỉnh|thành phố|tp\.?|q\.|p\.)\s*$"
)
_STREETS_BEFORE: Final = re.compile(
    r"(?:đường|phố|góc|giao lộ|ngã tư|ngã ba|tuyến)\s+[^.;:\n]{0,40}(?:[-–,]|và|với|giao|đến|tới)\s*$"
)
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:;,(\[|\t\n•*“\"–+-]|\d[.)/])\s*$")
_OFFICE: Final = (
    r"(?:chủ tịch|phó chủ tịch|bí thư (?:đảng|tỉnh|thành|huyện|quận|chi bộ)|phó bí thư|(?:nguyên )?đại biểu"
    r"|giám đốc|phó giám đốc|trưởng (?:phòng|ban|công an|trạm|đoàn)"
    r"|phó (?:trưởng|phòng|ban)|bộ trưởng|thứ trưởng|hiệu trưởng|chánh|viện trưởng|ủy viên|công chức"
    r"|cán bộ (?:địa chính|xã|phường|tư pháp)|thường trực|tổ trưởng tổ đại biểu|lãnh đạo|thư ký|chủ trì|chủ tọa"
    r"|người ghi|người lập|người tổng hợp|pct|ct ubnd)"
)
_OFFICE_BEHIND: Final = re.compile(
    rf"\s*(?:[,(–-]|\s-)\s*(?:là )?{_OFFICE}|\s+(?:thay mặt|tiếp thu|giải trình|kết luận|điều hành)\b"
)
_OFFICE_BEFORE: Final = re.compile(
    r"(?:đại biểu|thành phần|có mặt|tham dự)[^.;\n]{0,80}:[^.;\n]{0,80}$|"
    rf"(?:{_OFFICE}|đại diện|thay mặt|ban quản lý|chủ trì|thư ký)[^.;:\n]{{0,60}}?(?:,|:|là|do)?\s*$|(?:chủ trì"
    rf"|chủ tọa|thư ký|người ghi|người tổng hợp)\s*:\s*$"
)

_DIGITS: Final = r"\d(?:[\s.\-]?\d)"
_PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("email", re.compile(r"(?P<it>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")),
    (
        "bank_account",
        re.compile(
            rf"(?:tài khoản|tai khoan|stk|tk)(?:\s+(?:ngân hàng|số|so|ngan hang|là|la"
            rf"|\w+bank))*\s*:?\s*(?P<it>{_DIGITS}{{5,18}})(?!\d)",
            re.IGNORECASE,
        ),
    ),
    (
        "id_number",
        re.compile(
            rf"(?:cccd|cmnd|cmt|căn cước(?: công dân)?|chứng minh(?: nhân dân| thư)?|định danh(?: cá nhân)?"
            rf"|can cuoc)(?:\s+(?:số|so))?\s*:?\s*(?P<it>{_DIGITS}{{8,11}})(?!\d)",
            re.IGNORECASE,
        ),
    ),
    ("id_number", re.compile(r"(?<![\d.,/])(?P<it>0\d{11})(?![\d/])")),
    ("phone", re.compile(r"(?<![\d.,/])(?P<it>(?:\(?\+?84\)?[\s.\-]?|0)(?:[235789])(?:[\s.\-]?\d){8,9})(?![\d/])")),
    (
        "date_of_birth",
        re.compile(
            r"(?:sinh ngày|ngày sinh|sinh năm|năm sinh|sinh|ngay sinh|sinh nam"
            r"|\bsn)\s*:?\s*(?P<it>\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|(?:19|20)\d{2}"
            r"|ngày \d{1,2} tháng \d{1,2} năm \d{4})(?!\d)",
            re.IGNORECASE,
        ),
    ),
    (
        "house_number",
        re.compile(
            r"(?P<before>(?:\w+\s+)?)(?:số nhà|nhà số|so nha"
            r"|nha so)\s*:?\s*(?P<it>\d+[A-Za-zĐđ]?(?:[/-]\d+[A-Za-z]?)*)(?!\d)",
            re.IGNORECASE,
        ),
    ),
    (
        "house_number",
        re.compile(
            r"(?:địa chỉ|ngụ(?: tại)?|cư trú(?: tại)?|thường trú(?: tại)?|tạm trú(?: tại)?|trú(?: tại)?"
            r"|nhà (?:tôi )?ở|ở(?: tại)?)\s*:?\s*(?:số\s*"
            r"|nhà\s*)?(?P<it>\d+[A-Za-z]?(?:/\d+[A-Za-z]?)*)(?=\s+(?:đường|phố|ngõ|hẻm|ngách|kiệt|ấp|tổ|khu)"
            rf"|\s+[{_UPPER}])",
        ),
    ),
    (
        "house_number",
        re.compile(
            r"(?<!từ )(?<!đến )(?:số|hẻm|ngõ|ngách|kiệt|nhà|hem"
            r"|ngo)\s+(?P<it>\d+[A-Za-z]?(?:/\d+[A-Za-z]?)+)(?![\d/]|/?(?:NQ|QĐ|NĐ|TT|KH|CV|CT|BC))(?!\s*-?(?:NQ|QĐ"
            r"|NĐ))",
            re.IGNORECASE,
        ),
    ),
    (
        "house_number",
        re.compile(rf"(?<![\d/.,\w])(?P<it>\d+[A-Za-z]?(?:/\d+[A-Za-z]?)+)(?=,?\s+(?:đường|phố)\s+[{_UPPER}\d])"),
    ),
)
_AT_A_PLACE: Final = re.compile(
    r"(?:trước|đối diện|cạnh|gần|sát|từ|đến|tới|đầu|cuối|hông|bên|nóc|mái|trên)(?:\s+(?:cửa|hông|căn))?\s+$",
    re.IGNORECASE,
)
_CALLED: Final = {
    "phone": "[số điện thoại]",
    "id_number": "[số giấy tờ]",
    "house_number": "[số nhà]",
    "email": "[thư điện tử]",
    "bank_account": "[số tài khoản]",
    "date_of_birth": "[ngày sinh]",
}
_BEFORE_HOUSE: Final = re.compile(r"(?:số nhà|nhà số|số)\s*:?\s*$", re.IGNORECASE)

_WIDE: Final = re.compile(r"(?![0-9])\d|[！-～]")
"""Digits of other scripts and the wide signs of East Asian keyboards: a person reads them as what they are."""
_WIDE_BY: Final = 0xFEE0
_BESIDE_A_NAME: Final = frozenset({"phone", "id_number", "email", "date_of_birth", "bank_account"})
_LABEL: Final = re.compile(
    r"[\s,;–-]*(?:(?:số\s+)?(?:điện thoại|đt|sđt|cccd|cmnd|căn cước(?: công dân)?|định danh(?: cá nhân)?|email"
    r"|sinh năm|sinh ngày)(?:\s+số)?\s*[:.]?\s*)?$",
    re.IGNORECASE,
)
"""What stands before a number in a speaker's line and goes with it."""


def personal_data(text: str) -> tuple[PersonalData, ...]:
    """What in the text is personal, in its order, nothing twice."""
    source = unicodedata.normalize("NFC", text)
    plain = _WIDE.sub(_narrow, source)
    found: list[PersonalData] = []
    for kind, start, end in (*_numbers(plain), *_names(plain)):
        if all(end <= each.start or each.end <= start for each in found):
            found.append(PersonalData(kind, source[start:end], start, end))
    return tuple(sorted(found, key=lambda each: each.start))


def _narrow(wide: re.Match[str]) -> str:
    """The ordinary sign for a wide one or for a digit of another script: one for one, so every offset stays."""
    sign = wide[0]
    digit = unicodedata.decimal(sign, None)
    return str(digit) if digit is not None else chr(ord(sign) - _WIDE_BY)


def public_text(text: str, found: Iterable[PersonalData]) -> str:
    """The text with neutral words where personal ones stood: "một cử tri", "[số điện thoại]"."""
    source = unicodedata.normalize("NFC", text)
    for each in sorted(found, key=lambda each: each.start, reverse=True):
        start, words = _neutral(source, each)
        source = source[:start] + words + source[each.end :]
    return source


def name_alone(speaker: str) -> str:
    """Who spoke, without numbers: a telephone has its own field, and no purpose needs the number of a paper."""
    name = speaker
    for each in sorted(personal_data(speaker), key=lambda each: each.start, reverse=True):
        if each.type in _BESIDE_A_NAME:
            name = _LABEL.sub("", name[: each.start]) + name[each.end :]
    return re.sub(r"\(\s*\)", "", re.sub(r"\(\s*[,;]\s*", "(", name)).strip(" ,;-–")


def _neutral(source: str, each: PersonalData) -> tuple[int, str]:
    """From where on to replace, and by what; an honorific goes with its name."""
    before = source[: each.start]
    if each.type == "house_number":
        match = _BEFORE_HOUSE.search(before)
        return (match.start() if match else each.start), _CALLED[each.type]
    if each.type != "name":
        return each.start, _CALLED[each.type]
    match = re.search(rf"(?<![\w’']){_HONORIFIC}\s+$", before)
    start = match.start() if match else each.start
    honorific = match["honorific"].lower() if match else ""
    household = next((word for word in ("hộ", "gia đình", "nhà") if honorific.startswith(word)), "")
    begins = bool(re.search(r"(?:^|[.!?:\n•*-])\s*$", source[:start]))
    person = "một cử tri" if begins or "cử tri" in honorific else "một người dân"
    words = f"{household} {person}".strip()
    return start, words[:1].upper() + words[1:] if begins else words


def _numbers(source: str) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(source):
            if kind == "house_number" and _AT_A_PLACE.search(_upto(source, match)):
                continue
            yield kind, match.start("it"), match.end("it")


def _upto(source: str, match: re.Match[str]) -> str:
    start = match.start()
    if "before" in match.re.groupindex and match["before"]:
        start = match.end("before")
    return source[max(0, start - 30) : start]


def _names(source: str) -> Iterator[tuple[str, int, int]]:
    checks: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], bool]], ...] = (
        (_ADDRESSED_PLAINLY if is_plain(source) else _ADDRESSED, _is_person),
        (_INTRODUCED, lambda _source, _match: True),
        (_FULL_NAME, _is_full_name),
        (_IN_A_ROW, lambda _source, match: match["name"] != _UNCLE_HO),
        (_IN_A_CELL, lambda _source, match: match["name"] != _UNCLE_HO),
    )
    for pattern, holds in checks:
        for match in pattern.finditer(source):
            if holds(source, match):
                yield "name", match.start("name"), match.end("name")


def _is_person(source: str, match: re.Match[str]) -> bool:
    """A voter's name behind an honorific: no street, no official, no place that begins with "Bà" or "Ông"."""
    honorific, name = match["honorific"], match["name"]
    if honorific.endswith(".") and not (_LINE_START.search(source[: match.start()]) and name.istitle()):
        return False
    before = source[: match.start()].rpartition("\n")[2]
    if _is_place(before) or _is_official(source, match.start(), match.end("name")):
        return False
    if honorific.lower() in ("cử tri", "cu tri", "hộ", "gia đình"):
        return len(name.split()) > 1 and _is_surname(name.split()[0])
    if honorific[0].isupper() and not _SENTENCE_START.search(before):
        return len(name.split()) > 1 and _is_surname(name.split()[0])
    return True


def _is_full_name(source: str, match: re.Match[str]) -> bool:
    before = source[: match.start()]
    return not _is_place(before) and not _is_official(source, match.start(), match.end("name"))


def _is_place(before: str) -> bool:
    near = spoken(before[-60:])
    return bool(_PLACE_BEFORE.search(near) or _STREETS_BEFORE.search(near) or _is_plain_place(before))


def _is_plain_place(before: str) -> bool:
    return bool(re.search(r"(?:duong|pho|cau|cho|truong|xa|phuong|kenh|rach|ap|thon)\s*$", before[-20:].lower()))


def _is_official(source: str, start: int, end: int) -> bool:
    before = re.sub(r"(?:ông|bà|anh|chị|đồng chí|đ/c)\s*$", "", spoken(source[max(0, start - 90) : start]))
    return bool(_OFFICE_BEHIND.match(spoken(source[end : end + 60])) or _OFFICE_BEFORE.search(before))


def _is_surname(word: str) -> bool:
    return word in _BIG_SURNAMES or fold(word) in _PLAIN_SURNAMES
