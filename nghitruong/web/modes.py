"""How a person wants the pages to look: text size, colours, line spacing. Kept in a cookie, so it needs no account."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

COOKIE_NAME = "hien_thi"
COOKIE_SECONDS = 400 * 24 * 3600

SIZES = ("100", "125", "150")
COLOURS = ("light", "hall", "contrast")
SPACINGS = ("normal", "loose")
_CHOICES = {"size": SIZES, "colour": COLOURS, "spacing": SPACINGS}


@dataclass(frozen=True)
class Modes:
    """One choice of each; the values are those of the attributes on the html element."""

    size: str = "100"
    colour: str = "light"
    spacing: str = "normal"

    def changed_by(self, wishes: Mapping[str, str]) -> "Modes":
        """The modes after a form; what it does not name or names wrongly stays as it was."""
        known = {name: wishes[name] for name, choices in _CHOICES.items() if wishes.get(name) in choices}
        return replace(self, **known)

    @property
    def smaller(self) -> str:
        return SIZES[max(SIZES.index(self.size) - 1, 0)]

    @property
    def larger(self) -> str:
        return SIZES[min(SIZES.index(self.size) + 1, len(SIZES) - 1)]

    def cookie(self) -> str:
        return ".".join(asdict(self).values())

    @classmethod
    def from_cookie(cls, text: str) -> "Modes":
        """Read the cookie back; anything unreadable means the plain look."""
        return cls().changed_by(dict(zip(_CHOICES, text.split("."), strict=False)))
