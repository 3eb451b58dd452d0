"""How a letter begins."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from nghitruong.kernel.vietnamese import addressed
from nghitruong.outer.notices.kinds import Recipient

HONORIFICS = {"nam": pgettext_lazy("in a letter", "Mr"), "nu": pgettext_lazy("in a letter", "Ms")}
EITHER = pgettext_lazy("in a letter", "Mr or Ms")


def dear(one: Recipient) -> str:
    """The line with which a letter begins."""
    return _("Dear %(name)s,") % {"name": addressed(one.name, str(HONORIFICS.get(one.gender, EITHER)))}
