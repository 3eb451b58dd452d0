"""What the server does by itself once an hour: who asked is forgotten when its term is over (Law 91/2025)."""

from nghitruong.domain.petitions.actions import forget_comments, forget_followers, forget_photos, forget_voices
from nghitruong.domain.petitions.queries import councils_that_forget, councils_with_dues_of_citizens
from nghitruong.kernel import clock
from nghitruong.kernel.actor import system_actor


def forget_old_voices() -> int:
    """Clear the voters whose term is over in each council that has any, batch by batch; answers how many."""
    today, count = clock.today(), 0
    for council_id in councils_that_forget(today):
        while cleared := forget_voices(system_actor(council_id), council_id, today=today):
            count += cleared
    return count


def forget_what_citizens_left() -> int:
    """Delete comments whose term is over, mail addresses that nobody confirmed and pictures of forms that nobody sent;
    answers how many."""
    today, count = clock.today(), 0
    for council_id in councils_with_dues_of_citizens(today):
        for forget in (forget_comments, forget_followers, forget_photos):
            while gone := forget(system_actor(council_id), council_id, today=today):
                count += gone
    return count
