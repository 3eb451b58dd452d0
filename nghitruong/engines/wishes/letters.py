"""A voter's letter: one speech from behind the sender's own lines to the polite end."""

import re
from collections.abc import Sequence
from typing import Final

from nghitruong.engines.wishes.layout import Line
from nghitruong.kernel.vietnamese import fold

_HEAD: Final = re.compile(r"kinh gui|don (?:kien nghi|phan anh|de nghi|trinh bay)")
_SENDER: Final = re.compile(
    r"(?:toi ten|ten toi|toi la|ho (?:va )?ten|sinh (?:nam|ngay)|ngay sinh|dia chi|noi o|thuong tru|tru tai|hien o"
    r"|cccd|cmnd"
    r"|so cccd|can cuoc|dien thoai|so dien thoai|sdt|dt)\b"
)
_END: Final = re.compile(
    r"(?:toi )?(?:xin )?(?:chan thanh cam on|tran trong|kinh don|nguoi (?:viet|lam) don|ky ten|xin cam on|\(ky)"
)
_LOOKED_AT: Final = 8


def is_letter(lines: Sequence[Line]) -> bool:
    """Whether somebody writes in their own name to an authority."""
    head = any(_HEAD.match(fold(line.text)) for line in lines[:_LOOKED_AT])
    return head and any(_SENDER.match(fold(line.text)) for line in lines[: 2 * _LOOKED_AT])


def body(lines: Sequence[Line]) -> list[Line]:
    """The lines between the sender's and the polite end."""
    first = max((place for place, line in enumerate(lines[: 2 * _LOOKED_AT]) if _is_before(line)), default=-1) + 1
    last = next((place for place in range(first, len(lines)) if _END.match(fold(lines[place].text))), len(lines))
    return list(lines[first:last])


def _is_before(line: Line) -> bool:
    folded = fold(line.text)
    return bool(_HEAD.match(folded) or _SENDER.match(folded))
