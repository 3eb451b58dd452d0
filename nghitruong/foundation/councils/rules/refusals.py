"""Every no of this room that is not a matter of roles, by name."""

from typing import Any

from nghitruong.kernel.decision import Refusal, RefusalKind

_INVALID = RefusalKind.INVALID

NO_NAME = Refusal("councils.no_name", "Give it a name.", kind=_INVALID)
NO_REASON = Refusal("councils.no_reason", "Write the reason; it is kept on record.", kind=_INVALID)
NO_DECISION = Refusal("councils.no_decision", "Name the decision behind this: number and date.", kind=_INVALID)
NOT_HERE = Refusal("councils.not_here", "There is no such record here.", kind=RefusalKind.NOT_FOUND)
ENDS_BEFORE_START = Refusal(
    "councils.ends_before_start", "It cannot end before the day it began, %(start)s.", kind=_INVALID
)
NOT_YET = Refusal("councils.not_yet", "%(day)s has not come yet. Record it on the day it takes effect.")
ALREADY_ENDED = Refusal("councils.already_ended", "This has ended already, on %(day)s.")

UNKNOWN_UNIT = Refusal("councils.unknown_unit", "The gazetteer has no unit “%(code)s”.", kind=RefusalKind.NOT_FOUND)
REAL_CODE = Refusal(
    "councils.real_code", "A made-up unit needs a code that begins with %(prefix)s; real units come from the gazetteer."
)
UNKNOWN_KIND = Refusal("councils.unknown_kind", "There is no kind “%(kind)s” here.", kind=_INVALID)
CODE_TAKEN = Refusal("councils.code_taken", "The code %(code)s is already in use.")
COUNCIL_EXISTS = Refusal("councils.council_exists", "This unit already has a council at work.")
COUNCIL_CLOSED = Refusal(
    "councils.council_closed", "This council closed on %(day)s. Its records can be read, not changed."
)

ORDINAL_TAKEN = Refusal("councils.ordinal_taken", "The council already has a term numbered %(ordinal)s.")
TERM_RUNS = Refusal("councils.term_runs", "A term of this council is still running. Roll it over instead.")
TERM_OVER = Refusal("councils.term_over", "This term ended on %(day)s.")
YEARS_OUT_OF_ORDER = Refusal("councils.years_out_of_order", "A term ends after it begins.", kind=_INVALID)
NUMBER_TAKEN = Refusal("councils.number_taken", "The term already has a constituency numbered %(number)s.")

NOTHING_TO_ADD = Refusal("councils.nothing_to_add", "There is no row to add.", kind=_INVALID)
TOO_MANY_ROWS = Refusal("councils.too_many_rows", "At most %(limit)s rows are taken at once.", kind=_INVALID)
ALREADY_DEPUTY = Refusal("councils.already_deputy", "%(name)s already holds a seat in this term.")
SEAT_TAKEN = Refusal("councils.seat_taken", "Seat %(seat)s is taken.")
NO_CONSTITUENCY = Refusal(
    "councils.no_constituency", "This term has no constituency numbered %(number)s.", kind=_INVALID
)
NUMBER_IN_USE = Refusal("councils.number_in_use", "A number of a deputy is given to one person only.")
BORN_TOO_LATE = Refusal("councils.born_too_late", "A date of birth lies in the past.", kind=_INVALID)

NO_TERM = Refusal("councils.no_term", "The council has no running term. Open one first.")
NO_FILE = Refusal("councils.no_file", "Choose at least one file.", kind=_INVALID)
TOO_MANY_FILES = Refusal("councils.too_many_files", "At most %(limit)s files are taken at once.", kind=_INVALID)

POST_NOT_HERE = Refusal("councils.post_not_here", "There is no post “%(post)s” in such a body.", kind=_INVALID)
UNKNOWN_BASIS = Refusal("councils.unknown_basis", "A post is held by election, appointment, approval or office.")
POST_HELD = Refusal("councils.post_held", "%(name)s already holds this post in this body.")
NO_SEAT = Refusal("councils.no_seat", "%(name)s holds no seat in this council, which this post needs.")
BODY_EXISTS = Refusal("councils.body_exists", "The council already has this body: %(name)s.")

NO_PARTS = Refusal("councils.no_parts", "Name at least one council that is succeeded.", kind=_INVALID)
PART_TWICE = Refusal("councils.part_twice", "A council was named twice.", kind=_INVALID)
SUCCEEDS_ITSELF = Refusal("councils.succeeds_itself", "A council does not succeed itself.", kind=_INVALID)
WHOLE_MUST_CLOSE = Refusal("councils.whole_must_close", "%(name)s goes over in whole, so it closes.", kind=_INVALID)
PREDECESSOR_CLOSED = Refusal("councils.predecessor_closed", "%(name)s is closed already.")
OTHER_LEVEL = Refusal("councils.other_level", "%(name)s is not of the same level as the new council.")
OPENS_OTHERWISE = Refusal(
    "councils.opens_otherwise", "The new council opened on %(day)s; the merger takes effect on its first day or later."
)
NO_LIVING_TERM = Refusal("councils.no_living_term", "None of the councils has a running term on that day.")
SAME_PERSON = Refusal("councils.same_person", "Whoever proposed it does not carry it out. Ask a second person.")
PLAN_EXISTS = Refusal("councils.plan_exists", "A merger into this council is already being prepared.")
NOT_ITS_DEPUTY = Refusal("councils.not_its_deputy", "A deputy named for a part does not belong to that council.")
NOT_AFTER_TERM = Refusal("councils.not_after_term", "The next term begins after the first day of the old one.")


def naming(refusal: Refusal, **values: Any) -> Refusal:
    """The same refusal with its values filled in."""
    return Refusal(refusal.code, refusal.message, values, article=refusal.article, kind=refusal.kind)
