"""What follows from what: the one page on which upper rooms are joined to lower ones that must not know them.

`wire()` runs once in every process that loads the apps, servers, commands and tests alike.
"""

from functools import partial

from django.utils.translation import gettext_lazy as _

from nghitruong.config.finding import wire_search
from nghitruong.config.telling import wire_notices
from nghitruong.domain.commitments.actions import carry_commitments
from nghitruong.domain.commitments.queries import AnsweringRoom, answered_here, use_answering_rooms
from nghitruong.domain.letters.actions import carry_letters
from nghitruong.domain.letters.jobs import forget_old_senders
from nghitruong.domain.letters.queries import open_letters, page_of_letter, reads_letter
from nghitruong.domain.meetings.queries import use_round_reader, use_vote_reader
from nghitruong.domain.petitions.actions import carry_petitions
from nghitruong.domain.petitions.jobs import (
    forget_old_scans,
    forget_old_voices,
    forget_what_citizens_left,
    read_scans,
)
from nghitruong.domain.petitions.queries import open_petitions, page_of_petition, page_of_site, reads_petition
from nghitruong.domain.room.live import topics as room_topics
from nghitruong.domain.voting.queries import item_being_voted
from nghitruong.foundation.accounts.actions import follow_mandates, sort_accounts
from nghitruong.foundation.accounts.actors import actor_for_headers
from nghitruong.foundation.accounts.queries import seated_grants
from nghitruong.foundation.audit.sealer import Sealer
from nghitruong.foundation.councils.actions import forget_old_imports
from nghitruong.foundation.councils.handover import on_succession
from nghitruong.foundation.councils.queries import unit_of
from nghitruong.foundation.councils.renaming import on_renaming
from nghitruong.foundation.documents.storage import remove_leftovers
from nghitruong.foundation.events.actions import prune_events
from nghitruong.foundation.events.registry import use_actor_reader
from nghitruong.foundation.law.units import use_unit_reader
from nghitruong.foundation.search.indexer import catch_up
from nghitruong.foundation.verbs.actions import prune_answers
from nghitruong.foundation.verbs.fairness import my_turn
from nghitruong.foundation.verbs.loops import register_loop
from nghitruong.kernel.actor import Role
from nghitruong.outer.notices.sending import send_due
from nghitruong.outer.notices.sweeping import tell_dues
from nghitruong.outer.notices.telling import listen
from nghitruong.web.navigation import DEPUTY, OFFICE, PUBLIC, Place

SECOND, MINUTE, HOUR = 1.0, 60.0, 3600.0


def wire() -> None:
    """Join the rooms: in the same transaction, after the commit, shown live, repeated while the server runs."""
    use_unit_reader(unit_of)
    use_vote_reader(item_being_voted)
    use_round_reader(page_of_site)
    use_answering_rooms(
        {
            "petition": AnsweringRoom(page_of_petition, reads_petition),
            "letter": AnsweringRoom(page_of_letter, reads_letter),
        }
    )
    wire_streams()
    wire_handovers()
    wire_names()
    wire_search()
    wire_notices()
    wire_places()
    wire_loops()


def wire_streams() -> None:
    """Who is asking for a stream, and which live.py shows which topics."""
    use_actor_reader(actor_for_headers)
    room_topics.register()


def wire_handovers() -> None:
    """What passes on when a council follows others."""
    on_succession("petitions", carry=carry_petitions, count=lambda council_id: open_petitions(council_id).count())
    on_succession("commitments", carry=carry_commitments, count=lambda council_id: answered_here(council_id).count())
    on_succession("letters", carry=carry_letters, count=lambda council_id: open_letters(council_id).count())
    on_succession("accounts", carry=follow_mandates, count=lambda council_id: seated_grants(council_id).count())


def wire_names() -> None:
    """Who sorts by people's names and must hear when one is corrected."""
    on_renaming(sort_accounts)


def wire_places() -> None:
    """Where one can go, face by face (ux 4.3). The addresses of the public site begin where the council's does."""
    organisers = frozenset({Role.CLERK, Role.STANDING, Role.CHAIR, Role.ADMIN, Role.PROVINCE_ADMIN, Role.AUDITOR})
    debtors = frozenset({Role.AGENCY, Role.AGENCY_LEADER, Role.FRONT, Role.AUDITOR})
    gatherers = frozenset({Role.CLERK, Role.STANDING, Role.CHAIR, Role.FRONT, Role.DEPUTY})
    owed = debtors | {Role.CLERK, Role.STANDING, Role.CHAIR, Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE}
    above = frozenset({Role.PROVINCE_ADMIN})
    writers = frozenset({Role.CLERK, Role.STANDING, Role.DEPUTY, Role.AGENCY, Role.AGENCY_LEADER})
    handlers = frozenset({Role.DENUNCIATIONS})
    council = _("The council")
    OFFICE.install(
        [
            Place("today", _("Today's work"), "home", "/"),
            Place("meetings", _("Sessions"), "gavel", "meetings:list"),
            Place("room", _("Meeting room"), "door-enter", "room:door"),
            Place("papers", _("Papers"), "file-text", "documents:list"),
            Place("contacts", _("Voter contact"), "users", "petitions:rounds", roles=gatherers),
            Place("petitions", _("Voters' petitions"), "message-2", "petitions:list", roles=owed),
            Place("letters", _("Letters of citizens"), "mail", "letters:list", roles=writers),
            Place("receptions", _("Receptions of citizens"), "users-group", "letters:schedule", roles=owed - debtors),
            Place("cards", _("Denunciations"), "lock", "letters:cards", roles=handlers),
            Place("commitments", _("Commitments"), "list-check", "commitments:list", roles=owed),
            Place("deputies", _("Deputies"), "users", "councils:deputies", section=council),
            Place("organisation", _("Organisation"), "building-community", "councils:organisation", section=council),
            Place("rules", _("Rules"), "scale", "law:rules", section=council),
            Place("accounts", _("Accounts"), "key", "accounts:accounts", roles=organisers, section=council),
            Place("province", _("Councils below"), "sitemap", "desk:province", roles=above, section=council),
        ]
    )
    DEPUTY.install(
        [
            Place("today", _("Today"), "home", "/"),
            Place("meetings", _("Sessions"), "gavel", "meetings:list"),
            Place("papers", _("Papers"), "file-text", "documents:list"),
            Place("petitions", _("The voters"), "message-2", "petitions:list"),
            Place("account", _("Mine"), "user-circle", "accounts:account"),
            # Only the rail has room for it; on a phone the gold pill and the page of today lead there.
            Place("room", _("Meeting room"), "door-enter", "room:door"),
        ]
    )
    PUBLIC.install(
        [
            Place("home", _("Home"), "home", "/"),
            Place("petitions", _("Petitions"), "message-2", "/kien-nghi/"),
            Place("meetings", _("Sessions"), "gavel", "/ky-hop/"),
            Place("deputies", _("Deputies"), "users", "/dai-bieu/"),
            Place("contact", _("Contact"), "building-community", "/lien-he/"),
        ]
    )


def wire_loops() -> None:
    """What the server repeats. A sealer waits its turn at SQLite's one writer like any verb."""
    register_loop("sealer", SECOND, Sealer(turn=my_turn).seal)
    register_loop("search index", SECOND, partial(catch_up, my_turn))
    register_loop("forget voters", HOUR, forget_old_voices)
    register_loop("forget what citizens left", HOUR, forget_what_citizens_left)
    register_loop("forget senders", HOUR, forget_old_senders)
    register_loop("forget scans", HOUR, forget_old_scans)
    register_loop("read scans", SECOND, partial(read_scans, my_turn))
    register_loop("notices: listen", SECOND, partial(listen, my_turn))
    register_loop("notices: send", SECOND, partial(send_due, my_turn))
    register_loop("notices: dues", MINUTE, partial(tell_dues, my_turn))
    register_loop("prune events", HOUR, prune_events)
    register_loop("prune answers", HOUR, prune_answers)
    register_loop("clear unfinished uploads", HOUR, remove_leftovers)
    register_loop("forget imports", HOUR, forget_old_imports)
