"""The three options of an open vote: fixed order, fixed icons, no default (ux.md principle 6)."""

from django.utils.translation import gettext_lazy as _

from nghitruong.web.parts import Choice

YES = Choice("yes", _("For"), "check")
NO = Choice("no", _("Against"), "x")
ABSTAIN = Choice("abstain", _("Not voting"), "minus")
CHOICES = (YES, NO, ABSTAIN)


def choice_of(code: str) -> Choice:
    """The option by its code; raises LookupError for anything else."""
    for choice in CHOICES:
        if choice.code == code:
            return choice
    raise LookupError(f"no such choice: {code!r}")
