"""How a lower room names a record of an upper one without knowing its table."""

from typing import NamedTuple


class RecordRef(NamedTuple):
    """A record by kind and number, e.g. `meeting-3`; the kind is the verb-side name of the noun."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> "RecordRef":
        """Read `kind-id` back; raises ValueError on anything else."""
        kind, dash, number = text.rpartition("-")
        if not (kind and dash and number.isascii() and number.isdigit()):
            raise ValueError(f"not a record reference: {text!r}")
        return cls(kind, int(number))
