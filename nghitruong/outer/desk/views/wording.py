"""How a duty is said on the page of today."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A duty as it is said, before its deadline."""

    title: str
    context: str
    icon: str
    url: str
    label: str
    is_post: bool = False
    tone: str = "blue"
