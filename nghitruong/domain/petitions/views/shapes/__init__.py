"""Petitions in the shapes that the page components read."""

from nghitruong.domain.petitions.views.shapes.answers import (
    answer_list,
    draft_of,
    proposed_replies,
    reply_page,
)
from nghitruong.domain.petitions.views.shapes.clocks import clock_words, clocks_page
from nghitruong.domain.petitions.views.shapes.comments import comment_queue
from nghitruong.domain.petitions.views.shapes.contacts import (
    round_page,
    rounds_page,
    site_page,
    told_words,
)
from nghitruong.domain.petitions.views.shapes.evening import (
    check_of,
    intake_page,
    look_page,
    review_of,
    wants_a_look,
)
from nghitruong.domain.petitions.views.shapes.narrowing import narrowing_of
from nghitruong.domain.petitions.views.shapes.photos import photo_page
from nghitruong.domain.petitions.views.shapes.records import (
    detail_of,
    inherited_page,
    merge_page,
    sorting_of,
)
from nghitruong.domain.petitions.views.shapes.reports import answers_page, askers, gathered_page
from nghitruong.domain.petitions.views.shapes.rows import (
    AGENCY_GROUPS,
    GROUPS,
    SHOWN_WHEN_ANY,
    list_head,
    page_url,
    rows_of,
)
from nghitruong.domain.petitions.views.shapes.scans import pages_of, scan_page, text_of_scan
from nghitruong.domain.petitions.views.shapes.terms import satisfaction_page, term_page
from nghitruong.domain.petitions.views.shapes.topics import topic_filter, topics_in_list, topics_page
from nghitruong.domain.petitions.views.shapes.upward import level_of, transfer_page

__all__ = [
    "AGENCY_GROUPS",
    "GROUPS",
    "SHOWN_WHEN_ANY",
    "answer_list",
    "answers_page",
    "askers",
    "check_of",
    "clock_words",
    "clocks_page",
    "comment_queue",
    "detail_of",
    "draft_of",
    "gathered_page",
    "inherited_page",
    "intake_page",
    "level_of",
    "list_head",
    "look_page",
    "merge_page",
    "narrowing_of",
    "page_url",
    "pages_of",
    "photo_page",
    "proposed_replies",
    "reply_page",
    "review_of",
    "round_page",
    "rounds_page",
    "rows_of",
    "satisfaction_page",
    "scan_page",
    "site_page",
    "sorting_of",
    "term_page",
    "text_of_scan",
    "told_words",
    "topic_filter",
    "topics_in_list",
    "topics_page",
    "transfer_page",
    "wants_a_look",
]
