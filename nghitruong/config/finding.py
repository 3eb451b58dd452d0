"""What can be found: every noun that takes part in the search, its doors, and what its entries follow from."""

from django.utils.translation import gettext_lazy as _

from nghitruong.domain.commitments import queries as commitments
from nghitruong.domain.meetings import queries as meetings
from nghitruong.domain.petitions import queries as petitions
from nghitruong.domain.voting import queries as voting
from nghitruong.foundation.search.queries import papers, registers
from nghitruong.foundation.search.registry import Source, just_itself, register_source
from nghitruong.outer.portal.queries.deputies import addresses_of


def wire_search() -> None:
    """In the order in which a page of results shows the kinds. What is not named here cannot be found."""
    wire_work()
    wire_voters()
    wire_registers()


def wire_work() -> None:
    """Meetings, votes, papers."""
    register_source(
        Source(
            "meeting",
            _("Sessions and meetings"),
            "gavel",
            read=meetings.indexed_meetings,
            ids=meetings.meeting_ids,
            readable=meetings.readable_meetings,
            readable_in_public=meetings.meetings_in_public,
            follows={"meeting": just_itself},
            page="meetings:detail",
            public_page="portal:meeting",
        )
    )
    register_source(
        Source(
            "agendaitem",
            _("Agenda items"),
            "list-details",
            read=meetings.indexed_items,
            ids=meetings.item_ids,
            readable=meetings.readable_items,
            readable_in_public=meetings.items_in_public,
            follows={"agendaitem": just_itself, "meeting": meetings.items_in_meeting},
            page="meetings:detail",
            public_page="portal:meeting",
        )
    )
    register_source(
        Source(
            "poll",
            _("Results of votes"),
            "circle-check",
            read=voting.indexed_results,
            ids=voting.poll_ids,
            readable=voting.readable_results,
            readable_in_public=voting.results_in_public,
            follows={
                "poll": just_itself,
                "meeting": voting.polls_in_meeting,
                "agendaitem": voting.polls_on_item,
            },
            page="meetings:detail",
            public_page="portal:vote",
            public_keys=voting.public_page_of_results,
        )
    )
    register_source(
        Source(
            "document",
            _("Papers"),
            "file-text",
            read=papers.indexed_documents,
            ids=papers.document_ids,
            readable=papers.readable_documents,
            readable_in_public=papers.public_documents,
            follows={"document": just_itself},
            page="documents:detail",
            public_page="documents:public_file",
        )
    )


def wire_voters() -> None:
    """What voters ask for, and what is owed."""
    register_source(
        Source(
            "petition",
            _("Voters' petitions"),
            "message-2",
            read=petitions.indexed_petitions,
            ids=petitions.petition_ids,
            readable=petitions.readable_petitions,
            readable_in_public=petitions.petitions_in_public,
            follows={
                "petition": just_itself,
                "intake": petitions.petitions_in_intake,
                "topic": petitions.petitions_with_topic,
            },
            page="petitions:detail",
            public_page="portal:petition",
        )
    )
    register_source(
        Source(
            "commitment",
            _("Commitments"),
            "list-check",
            read=commitments.indexed_commitments,
            ids=commitments.commitment_ids,
            readable=commitments.readable_commitments,
            follows={"commitment": just_itself},
            page="commitments:detail",
        )
    )


def wire_registers() -> None:
    """Deputies, bodies, agencies."""
    register_source(
        Source(
            "mandate",
            _("Deputies"),
            "users",
            read=registers.indexed_deputies,
            ids=registers.deputy_ids,
            readable=registers.readable_deputies,
            readable_in_public=registers.public_deputies,
            follows={
                "mandate": just_itself,
                "person": registers.seats_of_person,
                "membership": registers.seats_behind_post,
                "term": registers.seats_in_term,
                "constituency": registers.seats_in_constituency,
                "body": registers.seats_in_body,
                "council": registers.seats_in_council,
                "deputyimport": registers.seats_of_import,
                "successionplan": registers.seats_in_succession,
            },
            page="councils:deputy",
            public_page="portal:deputy",
            public_keys=addresses_of,
        )
    )
    register_source(
        Source(
            "body",
            _("Bodies of the council"),
            "building-community",
            read=registers.indexed_bodies,
            ids=registers.body_ids,
            readable=registers.readable_bodies,
            follows={
                "body": just_itself,
                "membership": registers.body_of_post,
                "council": registers.bodies_in_council,
                "person": registers.bodies_of_person,
            },
            page="councils:body",
        )
    )
    register_source(
        Source(
            "agency",
            _("Agencies"),
            "building-community",
            read=registers.indexed_agencies,
            ids=registers.agency_ids,
            readable=registers.readable_agencies,
            follows={"agency": just_itself, "council": registers.agencies_in_council},
            page="councils:agency",
        )
    )
