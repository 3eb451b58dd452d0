"""Comments on public petitions: off until switched on, read before they are shown, kept back for a ground, deleted."""

from datetime import date, timedelta

import pytest

from nghitruong.domain.petitions import queries, rules
from nghitruong.domain.petitions.actions import (
    confirm_following,
    follow_petition,
    forget_comments,
    forget_followers,
    refuse_comment,
    release_comment,
    switch_comments,
    withhold_petition,
    write_comment,
)
from nghitruong.domain.petitions.jobs import forget_what_citizens_left
from nghitruong.domain.petitions.models import Comment, Follower, Petition
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.events.models import Event
from nghitruong.kernel import clock
from tests.cast import Cast
from tests.petitions.street import citizen, on, recorded, sent
from tests.petitions.test_verbs import refused

NOT_ALLOWED = "policy.not_allowed"
WORDS = "Mương này tắc ba năm rồi, nhà tôi ở gần cũng bị ngập."


def commented(cast: Cast, petition: Petition | None = None, **changes: str) -> Comment:
    switch_comments(cast.minh, cast.council.pk, is_on=True)
    return write_comment(citizen(cast), petition or sent(cast), **{"text": WORDS, "by": "Bà Sáu", **changes})


def test_a_council_takes_no_comments_until_it_says_so(cast: Cast) -> None:
    petition = sent(cast)
    assert not queries.takes_comments(cast.council.pk)
    assert refused(write_comment, citizen(cast), petition, text=WORDS) == "petitions.no_comments"
    assert refused(switch_comments, cast.hoa, cast.council.pk, is_on=True) == NOT_ALLOWED
    switch_comments(cast.minh, cast.council.pk, is_on=True)
    write_comment(citizen(cast), petition, text=WORDS)
    switch_comments(cast.minh, cast.council.pk, is_on=False)
    assert refused(write_comment, citizen(cast), petition, text=WORDS) == "petitions.no_comments"
    switched = Line.objects.filter(verb="petitions.switch_comments", refusal="").order_by("id")
    assert [line.facts["is_on"] for line in switched] == [True, False]


def test_only_a_public_petition_is_commented(cast: Cast) -> None:
    switch_comments(cast.minh, cast.council.pk, is_on=True)
    assert refused(write_comment, citizen(cast), recorded(cast)[0], text=WORDS) == "petitions.no_comments"
    petition = withhold_petition(cast.minh, sent(cast), reason="Thông tin cá nhân")
    assert refused(write_comment, citizen(cast), petition, text=WORDS) == "petitions.no_comments"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("  ", "petitions.no_comment"),
        ("x" * (rules.MOST_COMMENT_LETTERS + 1), "petitions.too_long_comment"),
        ("Gọi cho tôi số 0912 345 678 nhé", "petitions.comment_has_data"),
        ("Gọi cho tôi số ０９１２３４５６７８ nhé", "petitions.comment_has_data"),
        ("Viết cho tôi: ba.sau@example.vn", "petitions.comment_has_data"),
        ("Tôi tố cáo ông ấy", "petitions.no_denunciation"),
        ("toi to cao ong ay", "petitions.no_denunciation"),
    ],
)
def test_what_is_not_taken(cast: Cast, text: str, code: str) -> None:
    petition = sent(cast)
    switch_comments(cast.minh, cast.council.pk, is_on=True)
    assert refused(write_comment, citizen(cast), petition, text=text) == code
    assert not Comment.objects.exists()


def test_nobody_but_the_system_writes_and_a_machine_is_stopped(cast: Cast) -> None:
    petition = sent(cast)
    switch_comments(cast.minh, cast.council.pk, is_on=True)
    assert refused(write_comment, cast.minh, petition, text=WORDS) == NOT_ALLOWED
    for _each in range(rules.MOST_AN_HOUR):
        write_comment(citizen(cast), petition, text=WORDS, sender="máy")
    assert refused(write_comment, citizen(cast), petition, text=WORDS, sender="máy") == "petitions.too_often"
    day = clock.today()
    Comment.objects.bulk_create(
        Comment(council=cast.council, petition=petition, text="x", forget_after=day) for _n in range(rules.MOST_WAITING)
    )
    assert refused(write_comment, citizen(cast), petition, text=WORDS, sender="khác") == "petitions.many_comments"


def test_a_comment_is_shown_once_it_was_read(cast: Cast) -> None:
    comment = commented(cast)
    assert list(queries.released_comments(comment.petition_id)) == []
    assert refused(release_comment, cast.hoa, comment) == NOT_ALLOWED
    release_comment(cast.minh, comment)
    assert [each.pk for each in queries.released_comments(comment.petition_id)] == [comment.pk]
    assert comment.forget_after == clock.today() + timedelta(days=rules.KEEP_RELEASED_DAYS)
    assert refused(release_comment, cast.minh, comment) == "comment.wrong_state"
    assert Event.objects.filter(topic="comments").exists()
    assert WORDS not in str([line.facts for line in Line.objects.all()])


def test_a_comment_is_kept_back_for_a_ground_of_the_list_also_later(cast: Cast) -> None:
    comment = commented(cast)
    assert refused(refuse_comment, cast.minh, comment, ground="i_do_not_like_it") == "petitions.unknown_ground"
    assert refused(refuse_comment, cast.hoa, comment, ground="insult") == NOT_ALLOWED
    release_comment(cast.minh, comment)
    refuse_comment(cast.minh, comment, ground="insult")
    assert (comment.state, comment.ground) == ("refused", "insult")
    assert list(queries.released_comments(comment.petition_id)) == []
    line = Line.objects.filter(verb="petitions.refuse_comment", refusal="").get()
    assert line.facts["ground"] == "insult"


def test_who_reads_the_queue(cast: Cast) -> None:
    comment = commented(cast)
    state = queries.comments_of
    assert [each.pk for each in state(cast.minh, comment.state)] == [comment.pk]
    for actor in (cast.hoa, cast.an, cast.kien):
        assert list(state(actor, comment.state)) == []
        assert refused(queries.comment_for, actor, comment.pk) == "policy.not_found"


def test_comments_go_after_their_term(cast: Cast) -> None:
    petition = sent(cast)
    waiting, shown, hidden = (commented(cast, petition) for _each in range(3))
    release_comment(cast.minh, shown)
    refuse_comment(cast.minh, hidden, ground="insult")
    assert refused(forget_comments, cast.minh, cast.council.pk, today=clock.today()) == NOT_ALLOWED
    for days, left in (
        (rules.KEEP_REFUSED_DAYS, {waiting.pk, shown.pk, hidden.pk}),
        (rules.KEEP_REFUSED_DAYS + 1, {waiting.pk, shown.pk}),
        (rules.KEEP_WAITING_DAYS + 1, {shown.pk}),
        (rules.KEEP_RELEASED_DAYS + 1, set()),
    ):
        forget_comments(citizen(cast), cast.council.pk, today=clock.today() + timedelta(days=days))
        assert set(Comment.objects.values_list("pk", flat=True)) == left


def test_a_follower_counts_once_the_address_is_confirmed(cast: Cast) -> None:
    petition = sent(cast)
    follower = follow_petition(citizen(cast), petition, email=" A@B.vn ")
    assert (follower.email, follower.is_confirmed) == ("a@b.vn", False)
    told = queries.told_of(petition.pk)
    assert told
    assert told.followers == ()
    assert refused(confirm_following, cast.minh, follower) == NOT_ALLOWED
    confirm_following(citizen(cast), follower)
    told = queries.told_of(petition.pk)
    assert told
    assert told.followers == (("a@b.vn", follower.leave_code),)
    assert queries.follower_to_confirm(follower.pk) is None


def test_nobody_is_covered_in_mails_to_confirm(cast: Cast) -> None:
    petitions = [sent(cast, f"Đèn đường số {number} hỏng, đề nghị thay.") for number in range(4)]
    with on(date(2026, 6, 10)):
        for petition in petitions[: rules.MOST_UNCONFIRMED]:
            follow_petition(citizen(cast), petition, email="a@b.vn")
        mails = Event.objects.filter(topic__startswith="follower-")
        assert mails.count() == rules.MOST_UNCONFIRMED
        follow_petition(citizen(cast), petitions[0], email="a@b.vn")
        assert mails.count() == rules.MOST_UNCONFIRMED, "the same one gets no second mail on the same day"
        assert refused(follow_petition, citizen(cast), petitions[3], email="a@b.vn") == "petitions.confirm_first"
    with on(date(2026, 6, 11), 13):
        follow_petition(citizen(cast), petitions[0], email="a@b.vn")
        assert mails.count() == rules.MOST_UNCONFIRMED + 1


def test_an_address_that_nobody_confirms_is_deleted(cast: Cast) -> None:
    petition = sent(cast)
    with on(date(2026, 6, 1)):
        follow_petition(citizen(cast), petition, email="a@b.vn")
        confirm_following(citizen(cast), follow_petition(citizen(cast), petition, email="c@d.vn"))
    assert refused(forget_followers, cast.minh, cast.council.pk, today=date(2026, 7, 1)) == NOT_ALLOWED
    assert forget_followers(citizen(cast), cast.council.pk, today=date(2026, 6, 8)) == 0
    with on(date(2026, 6, 9)):
        assert forget_what_citizens_left() == 1
    assert [each.email for each in Follower.objects.all()] == ["c@d.vn"]
