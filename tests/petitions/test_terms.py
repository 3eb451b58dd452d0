"""The term on one page with predecessors, the movement of unresolved ones, the target, satisfaction, the export."""

import io
import itertools
from datetime import date

import pytest
from openpyxl import load_workbook

from nghitruong.domain.petitions import queries, rules
from nghitruong.domain.petitions.actions import accept_reply, export_petitions, rate_answer, set_target
from nghitruong.domain.petitions.lifecycle import PetitionerKind, Verdict
from nghitruong.domain.petitions.models import Petition, Target, Voice
from nghitruong.domain.petitions.queries import satisfaction, term
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.councils.models import Succession
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, signed_in
from tests.petitions.street import citizen, on, recorded, replied, sent, standing

pytestmark = pytest.mark.django_db


def test_the_months_of_a_year_hang_together(cast: Cast) -> None:
    petition = replied(cast)
    with on(date(2026, 7, 2)):
        accept_reply(cast.minh, petition)
    recorded(cast, "Đề nghị mở thêm lớp mẫu giáo.")
    (old,) = recorded(cast, "Đề nghị sửa cầu.")
    Petition.objects.filter(pk=old.pk).update(recorded_on=date(2025, 11, 3), state="closed", closed_on=date(2026, 8, 1))
    months = term.movements(Petition.objects.all(), 2026, date(2026, 9, 9))
    assert [each.month.month for each in months] == list(range(1, 10))
    for one, following in itertools.pairwise(months):
        assert one.open_after == following.open_before
    assert (months[5].open_before, months[5].new, months[5].solved) == (1, 2, 0)
    assert (months[6].solved, months[6].old_solved) == (1, 0)
    assert (months[7].solved, months[7].old_solved, months[7].open_after) == (1, 1, 1)


def test_months_before_the_first_petition_are_not_shown(cast: Cast) -> None:
    recorded(cast)
    assert [each.month.month for each in term.movements(Petition.objects.all(), 2026, date(2026, 8, 9))] == [6, 7, 8]
    assert [each.month.month for each in term.movements(Petition.objects.all(), 2027, date(2027, 2, 9))] == [1, 2]
    assert term.movements(Petition.objects.all(), 2025, date(2025, 8, 9)) == []
    (empty,) = term.movements(Petition.objects.none(), 2026, date(2026, 8, 9))
    assert (empty.open_before, empty.new, empty.open_after) == (0, 0, 0)


def test_the_term_holds_what_predecessors_left(cast: Cast) -> None:
    (ours,) = recorded(cast)
    (theirs,) = recorded(cast, "Đề nghị sửa cầu.")
    signal = recorded(cast, "Báo nêu bãi rác.", petitioner=PetitionerKind.SIGNAL)[0]
    Petition.objects.filter(pk=theirs.pk).update(council=cast.other_council)
    with on(date(2026, 6, 9)):
        assert set(term.since_the_term_began(cast.minh)) == {ours, signal}
        link = Succession.objects.create(
            council=cast.council, predecessor=cast.other_council, is_whole=True, on=date(2026, 6, 2), decision="NQ 1"
        )
        found = term.since_the_term_began(cast.minh)
        assert set(found) == {ours, theirs, signal}
        assert set(term.without_signals(found)) == {ours, theirs}
        assert not term.since_the_term_began(cast.an)
        page = signed_in(cast.minh).get("/kien-nghi/nhiem-ky/").content.decode()
        assert "HĐND Phường Bình Minh" in page
        Succession.objects.filter(pk=link.pk).update(is_whole=False)
        assert theirs not in term.since_the_term_began(cast.minh)


def test_a_circle_of_successions_ends(cast: Cast) -> None:
    here, there = cast.council, cast.other_council
    for council, predecessor in ((here, there), (there, here)):
        Succession.objects.create(
            council=council, predecessor=predecessor, is_whole=True, on=date(2026, 6, 2), decision="NQ"
        )
    assert term.lineage_of(here.pk) == [here.pk, there.pk]


def test_set_target(cast: Cast) -> None:
    with on(date(2026, 6, 1)):
        set_target(standing(cast), cast.council.pk, year=2026, old_cases=12)
        set_target(cast.minh, cast.council.pk, year=2026, old_cases=15)
        for actor, year, count, code in (
            (cast.minh, 2025, 3, "petitions.wrong_target"),
            (cast.minh, 2026, -1, "petitions.wrong_target"),
            (cast.hoa, 2026, 3, ""),
        ):
            with pytest.raises(RefusedError) as refused:
                set_target(actor, cast.council.pk, year=year, old_cases=count)
            assert refused.value.refusal.code.startswith(code)
        office = signed_in(cast.minh)
        assert office.post("/kien-nghi/chi-tieu/", {"old_cases": "20"}).status_code == 302
        assert "20 kiến nghị tồn" in office.get("/kien-nghi/nhiem-ky/").content.decode()
    assert Target.objects.get().old_cases == 20


def test_a_share_needs_ten_raters(cast: Cast) -> None:
    petition = replied(cast)
    with on(date(2026, 7, 2)):
        petition = accept_reply(cast.minh, petition)
    reply = petition.replies.get()
    voices = [
        Voice.objects.create(
            council=cast.council, petition=petition, private_code=f"CODE{n:02}", forget_after=date(2028, 1, 1)
        )
        for n in range(10)
    ]
    for place, voice in enumerate(voices):
        verdict = Verdict.SATISFIED if place < 7 else Verdict.UNSATISFIED
        rate_answer(citizen(cast), reply, voice=voice, verdict=verdict)
        (line,) = satisfaction.by_agency(queries.petitions_of(cast.minh))
        assert line.has_share == (place == 9)
        page = signed_in(cast.minh).get("/kien-nghi/hai-long/").content.decode() if place > 7 else ""
        assert ("%" in page.split("<tbody>")[-1]) == (place == 9)
    assert (line.raters, line.satisfied, line.unsatisfied) == (10, 7, 3)


def test_export_petitions(cast: Cast) -> None:
    petition = sent(cast, "Đề nghị sửa cống, gọi 0912345678.")
    Petition.objects.filter(pk=petition.pk).update(title="=1+1", public_text="+Sửa cống")
    recorded(cast, "Đề nghị mở thêm lớp mẫu giáo.")
    answer = signed_in(cast.minh).get("/kien-nghi/xuat.xlsx?linh-vuc=thoat_nuoc_ngap")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows())  # type: ignore[union-attr]
    assert len(rows) == 2
    title = rows[1][1]
    assert (title.value, title.data_type, title.quotePrefix) == ("=1+1", "s", True)
    assert "0912345678" not in str([[cell.value for cell in row] for row in rows])
    line = Line.objects.filter(verb="petitions.export_petitions").get()
    assert line.facts["petitions"] == 1
    for actor in (cast.hoa, cast.an):
        with pytest.raises(RefusedError):
            export_petitions(actor, cast.council.pk, count=1, filters="")
        assert signed_in(actor).get("/kien-nghi/xuat.xlsx").status_code == 403
    with pytest.raises(RefusedError) as refused:
        export_petitions(cast.minh, cast.council.pk, count=rules.MOST_ROWS + 1, filters="")
    assert refused.value.refusal == rules.TOO_MANY_ROWS
