"""Who a visitor may be, by one press, and what she will then see."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nghitruong.outer.demo import world
from nghitruong.outer.demo.world import BINH_MINH, CITY, SEN_HONG, Lead, Place

ROOM, HOME = "/phong-hop/", "/"
SITE = f"/cong/{SEN_HONG.code}/"


@dataclass(frozen=True)
class Card:
    """One person to sign in as: her role in words, what she sees, and the page that she comes to."""

    lead: Lead
    icon: str
    role: Promise
    sees: Promise
    address: str = HOME
    place: Place = SEN_HONG


CARDS = (
    Card(
        world.LAN,
        "gavel",
        _("Chairperson"),
        _("Presides over the session that is open now: one next step, quorum, speakers, the vote."),
        ROOM,
    ),
    Card(
        world.MINH,
        "pencil",
        _("Secretary and office"),
        _("Prepares sessions, puts papers in their place, steers the wall, writes the minutes."),
        ROOM,
    ),
    Card(
        world.HOA,
        "user-check",
        _("Deputy"),
        _("Votes in two taps on a tablet or a phone, asks for the floor, reads the papers."),
        ROOM,
    ),
    Card(
        world.AN,
        "building-bank",
        _("Agency officer"),
        _("Works for the ward's People's Committee: sees what the council wants from it."),
    ),
    Card(
        world.BINH,
        "users",
        _("Voter"),
        _("Follows the session from home and reads what was decided, on the public pages."),
        SITE,
    ),
    Card(
        world.SAM,
        "shield-check",
        _("Auditor"),
        _("Looks at who did what and when, in a ledger that nobody can change unseen."),
    ),
    Card(
        world.QUYNH,
        "building-community",
        _("Administrator of the province"),
        _("Sees the councils below the city, prepares mergers, keeps the gazetteer."),
        place=CITY,
    ),
)
MORE = (
    Card(world.THO, "gavel", _("Deputy chairperson"), _("Can take over the gavel."), ROOM),
    Card(world.SON, "users-group", _("Head of the economic and budget committee"), _("Verifies drafts."), ROOM),
    Card(world.NGA, "users-group", _("Head of the culture and society committee"), _("Verifies drafts."), ROOM),
    Card(world.THU, "clipboard-text", _("Office staff"), _("Confirms what a colleague proposed."), "/ky-hop/"),
    Card(world.HIEN, "lock", _("In charge of denunciations"), _("Keeps their cards, without a name."), "/to-cao/"),
    Card(world.DUC, "settings", _("Administrator of the council"), _("Opens accounts and gives roles.")),
    Card(world.QUANG, "building-bank", _("Head of an agency"), _("Answers for the People's Committee.")),
    Card(world.MAI, "flag", _("Fatherland Front"), _("Listens to voters together with the council.")),
    Card(world.KIEN, "user-circle", _("Deputy of another council"), _("Sees nothing of Sen Hồng."), place=BINH_MINH),
    Card(
        world.TUAN, "clipboard-text", _("Office of another council"), _("Sends the city's matters up."), place=BINH_MINH
    ),
    Card(world.CAM, "clipboard-text", _("Office of the council above"), _("Receives what wards send up."), place=CITY),
    Card(world.LIEN, "gavel", _("Chairperson of another council"), _("Has 30 deputies."), place=BINH_MINH),
)
SPARE = "dai-bieu"
"""In place of a user name: any deputy in the hall who has not voted yet."""
BY_ACCOUNT = {card.lead.account: card for card in (*CARDS, *MORE)}
