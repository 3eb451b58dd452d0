"""Who may register, sort, forward and urge (matrix rows 18 and 19), and who handles denunciations (rows 06 and 21).

Nobody of the council settles a case, so no verb here does (Law 42/2013, Art. 22; rule R8.03).
"""

from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.policy import Policies, Policy, allow

_OFFICE = (Role.CLERK,)
"""As `own`: every letter of the council is assigned to its office."""
_BODY = (Role.AGENCY, Role.AGENCY_LEADER)
"""`own` asks whether the letter lies with the actor's agency."""
_HANDLER = (Role.DENUNCIATIONS,)

POLICIES = Policies(
    {
        "letters.register_letter": Policy("19C", own=_OFFICE),
        "letters.take_in_petition": Policy("19C", own=_OFFICE),
        "letters.amend_letter": Policy("19U", own=_OFFICE),
        "letters.screen_letter": Policy("19U", own=_OFFICE),
        "letters.split_letter": Policy("19U", own=_OFFICE),
        "letters.merge_letter": Policy("19U", own=_OFFICE),
        "letters.separate_letter": Policy("19U", own=_OFFICE),
        "letters.withdraw_sender": Policy("19U", own=_OFFICE),
        "letters.hand_over_letter": Policy("19U", own=_OFFICE),
        "letters.turn_into_petition": Policy("19T", own=_OFFICE),
        "letters.attach_file": Policy("19U", own=_OFFICE),
        "letters.remove_file": Policy("19U", own=_OFFICE),
        "letters.open_file": Policy("19R", roles=(Role.STANDING,), own=(*_OFFICE, *_BODY, Role.DEPUTY)),
        "letters.refuse_letter": Policy("19T", roles=(Role.STANDING,), own=_OFFICE),
        "letters.guide_sender": Policy("19T", roles=(Role.STANDING,), own=_OFFICE),
        "letters.forward_letter": Policy("19T", roles=(Role.STANDING,), own=_OFFICE),
        "letters.note_acceptance": Policy("18U", roles=_OFFICE, own=_BODY),
        "letters.urge_letter": Policy("18U", roles=_OFFICE, own=(Role.DEPUTY,)),
        "letters.enter_result": Policy("19U", own=_OFFICE),
        "letters.send_result": Policy("18U", own=_BODY),
        "letters.supervise_letter": Policy("19T", roles=(Role.STANDING,)),
        "letters.inform_citizen": Policy("19T", roles=(Role.STANDING,), own=_OFFICE),
        "letters.file_away_letter": Policy("19T", roles=(Role.STANDING,), own=_OFFICE),
        "letters.archive_letter": Policy("19T", own=_OFFICE),
        "letters.forget_senders": Policy("20C", roles=(Role.SYSTEM,)),
        "letters.plan_day": Policy("18C", roles=_OFFICE),
        "letters.post_schedule": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "letters.swap_receiver": Policy("18U", roles=_OFFICE, own=(Role.DEPUTY,)),
        "letters.postpone_day": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "letters.note_test": Policy("18U", roles=_OFFICE),
        "letters.note_connection": Policy("18U", roles=_OFFICE),
        "letters.note_recording": Policy("18U", roles=_OFFICE),
        "letters.close_day": Policy("18T", roles=_OFFICE),
        "letters.register_visit": Policy("19C", own=_OFFICE),
        "letters.refuse_visit": Policy("19C", own=_OFFICE),
        "letters.conclude_visit": Policy("19T", roles=(Role.STANDING,), own=_OFFICE),
        "letters.send_refusal": Policy("19U", own=_OFFICE),
        "letters.ask_slot": Policy("20C", roles=(Role.SYSTEM,)),
        "letters.confirm_slot": Policy("19U", own=_OFFICE),
        "letters.move_slot": Policy("19U", own=_OFFICE),
        "letters.decline_slot": Policy("19U", own=_OFFICE),
        "letters.cancel_slot": Policy("20C", roles=(Role.SYSTEM,)),
        "letters.register_card": Policy("06C", own=_OFFICE),
        "letters.place_paper": Policy("21U", own=_HANDLER),
        "letters.forward_card": Policy("21T", own=_HANDLER),
        "letters.accept_card": Policy("21T", own=_HANDLER),
        "letters.extend_card": Policy("21T", own=_HANDLER),
        "letters.conclude_card": Policy("21T", own=_HANDLER),
        "letters.close_card": Policy("21T", own=_HANDLER),
        "letters.write_summary": Policy("21U", own=_HANDLER),
        "letters.ask_opening": Policy("21U", own=_HANDLER),
        "letters.confirm_opening": Policy("21T", own=(Role.STANDING, Role.DENUNCIATIONS)),
        "letters.read_summary": Policy("21T", own=_HANDLER),
    }
)
may = POLICIES.may

_READERS = Policy("19R", roles=(Role.STANDING,), own=_OFFICE)
_OWN_READERS = Policy("19R", own=(*_BODY, Role.DEPUTY))
_CARD_READERS = Policy("06R", roles=(Role.STANDING,), own=_OFFICE)
_HANDLERS = Policy("21R", own=_HANDLER)
_SCHEDULE_READERS = Policy(
    "18R",
    roles=(
        Role.CHAIR,
        Role.SECRETARY,
        Role.DEPUTY,
        Role.STANDING,
        Role.COMMITTEE,
        Role.CLERK,
        Role.FRONT,
        Role.AUDITOR,
        Role.SYSTEM,
    ),
)


def reads_all(actor: Actor) -> bool:
    """Whether the actor reads every letter and the register of the desk: the office and the Standing body."""
    return allow(actor, _READERS, is_own=True).is_allowed


def reads_own(actor: Actor) -> bool:
    """Whether the actor reads letters in her own charge, or that lie with the own agency."""
    has_own = actor.agency_id is not None or actor.mandate_id is not None
    return has_own and allow(actor, _OWN_READERS, is_own=True).is_allowed


def reads_senders(actor: Actor, *, is_own: bool) -> bool:
    """Whether the actor sees who wrote: the office and the Standing body; deputy and agency for their own letters."""
    return reads_all(actor) or (is_own and reads_own(actor))


def reads_cards(actor: Actor) -> bool:
    """Whether the actor reads the cards of denunciations, which hold no content: office, Standing body, handler."""
    return allow(actor, _CARD_READERS, is_own=True).is_allowed or handles_denunciations(actor)


def handles_denunciations(actor: Actor) -> bool:
    """Whether the actor handles denunciations."""
    return allow(actor, _HANDLERS, is_own=True).is_allowed


def reads_schedule(actor: Actor) -> bool:
    """Whether the actor reads the whole schedule of receptions, also what is not posted yet."""
    return allow(actor, _SCHEDULE_READERS).is_allowed
