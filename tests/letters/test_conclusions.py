"""The conclusion of a reception goes out as a notice (Decree 154/2026, Art. 25)."""

import pytest

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.actions import conclude_visit
from tests.cast import Cast, signed_in
from tests.letters.desk import RECEIVED, SENDER, on, refused, standing, visited
from tests.letters.test_papers import refused_visit, words
from tests.letters.test_reception import NOT_ALLOWED, line, told

pytestmark = pytest.mark.django_db

SAID = "Giao UBND phường kiểm tra mốc đất.\nTrả lời công dân trước ngày 31/07/2026"


@pytest.mark.slow
def test_what_was_concluded_is_kept_once_and_goes_out_as_word_and_pdf(cast: Cast) -> None:
    visit, office = visited(cast), signed_in(cast.minh)
    assert office.get(f"/tiep-dan/so/{visit.code}/ket-luan.pdf").status_code == 409
    answer = office.post(f"/tiep-dan/so/{visit.code}/ket-luan/", {"conclusion": SAID, "number": "31/TB-HĐND"})
    assert answer.status_code == 302
    assert line("conclude_visit").facts["number"] == "31/TB-HĐND"
    assert "kiểm tra" not in str(line("conclude_visit").facts)
    assert told("visits")
    text = words(office, f"/tiep-dan/so/{visit.code}/ket-luan")
    for part in ("31/TB-HĐND", "Kết luận việc tiếp công dân", SENDER.name, "kiểm tra mốc đất.", "31/07/2026."):
        assert part in text
    paper = office.get(f"/tiep-dan/so/{visit.code}/ket-luan.pdf")
    assert paper.content.startswith(b"%PDF")
    assert paper["Cache-Control"] == "private, no-store"
    assert "Thông báo kết luận" in office.get("/tiep-dan/so/").content.decode()
    visit.refresh_from_db()
    assert refused(conclude_visit, cast.minh, visit, conclusion=SAID, number="32") == rules.CONCLUDED_ALREADY.code


def test_what_is_missing_and_who_may_not(cast: Cast) -> None:
    visit, turned_away = visited(cast), refused_visit(cast)
    with on(RECEIVED):
        assert refused(conclude_visit, cast.minh, visit, conclusion=" ", number="1") == rules.NO_CONCLUSION.code
        assert refused(conclude_visit, cast.minh, visit, conclusion=SAID, number=" ") == rules.NO_NUMBER.code
        assert refused(conclude_visit, cast.minh, turned_away, conclusion=SAID, number="1") == rules.WAS_REFUSED.code
        for actor in (cast.hoa, cast.an):
            assert refused(conclude_visit, actor, visit, conclusion=SAID, number="1") == NOT_ALLOWED
        assert conclude_visit(standing(cast), visit, conclusion=SAID, number="1").concluded_on == RECEIVED
    for actor in (cast.hoa, cast.an):
        assert signed_in(actor).get(f"/tiep-dan/so/{visit.code}/ket-luan.pdf").status_code == 404
