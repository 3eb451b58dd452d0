"""What a verb is: permission, law, change, record, in one transaction.

    @verb("voting.open_poll", serious=True)
    def open_poll(chair: Actor, poll: Poll) -> Poll:
        permit(policies.may_open(chair, poll))
        decision = lawful(rules.may_open_poll(facts, params))
        move(poll, LIFECYCLE, "open_poll", opened_at=now())
        record(poll, total=facts.total)
        announce(f"poll-{poll.id}")
        return poll

`@verb` opens the transaction, locks and re-reads the thing, and checks when the function returns that it was permitted
and recorded. It does neither itself: a reader sees all four beats. A `@consequence` runs only inside an open verb,
under that verb's permission. What hundreds do at once is a `@group_verb` (groups.py): the same beats for each call, one
transaction for all that came together.

`from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, verb`; `move` stands in `moves`.
"""
