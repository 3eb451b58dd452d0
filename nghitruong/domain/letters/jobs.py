"""What the server does by itself once an hour: who asked is forgotten when its term is over (Law 91/2025)."""

from nghitruong.domain.letters.actions import forget_senders
from nghitruong.domain.letters.queries import councils_that_forget
from nghitruong.kernel import clock
from nghitruong.kernel.actor import system_actor


def forget_old_senders() -> int:
    """Clear the senders whose term is over in each council that has any, batch by batch; answers how many."""
    today, count = clock.today(), 0
    for council_id in councils_that_forget(today):
        while cleared := forget_senders(system_actor(council_id), council_id, today=today):
            count += cleared
    return count
