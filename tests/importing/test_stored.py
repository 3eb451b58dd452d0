"""A file is compared with what the council has recorded: the same file again adds nothing, alike wishes are named."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from nghitruong.domain.petitions.actions import Source, Wish, record_petitions
from nghitruong.domain.petitions.models import Petition
from nghitruong.kernel import clock
from nghitruong.kernel.decision import RefusedError
from nghitruong.outer.cli import main
from tests.cast import Cast
from tests.petitions.street import DRAIN, recorded

pytestmark = pytest.mark.django_db
ALIKE = "Đề nghị sửa chữa mương thoát nước đường số 9 vì bị tắc, mưa là ngập."
OTHER = "Đề nghị mở thêm lớp mẫu giáo."


def asked(tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, *texts: str) -> tuple[list[Any], str]:
    path = tmp_path / "kien-nghi.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text"], *([text] for text in texts)])
    assert main.main(["import-petitions", str(path), "--dry-run", "--json", "--council", code]) == 0
    said = capsys.readouterr()
    return [row["wishes"][0] for row in json.loads(said.out)], said.err


def test_what_is_stored_is_named_by_its_code(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (petition,) = recorded(cast, DRAIN)
    (same, alike, other), said = asked(tmp_path, capsys, cast.council.code, DRAIN, ALIKE, OTHER)
    assert same["stored_as"] == petition.code
    assert next(twin.get("code") for twin in same["duplicates"]) == petition.code
    assert alike["stored_as"] == ""
    assert petition.code in {twin.get("code") for twin in alike["duplicates"]}
    assert petition.code not in {twin.get("code") for twin in other["duplicates"]}
    assert said
    assert Petition.objects.count() == 1


def test_another_councils_records_are_not_asked(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recorded(cast, DRAIN)
    (same,), said = asked(tmp_path, capsys, cast.other_council.code, DRAIN)
    assert (same["stored_as"], same["duplicates"], said) == ("", [], "")


def test_the_same_long_text_on_another_day_is_the_same_file(cast: Cast) -> None:
    minutes = "\n".join(f"{number}. {DRAIN} Hẻm {number}." for number in range(1, 6))
    first = Source("Hội nghị khu phố 7", clock.today(), text=minutes)
    record_petitions(cast.minh, cast.council.pk, source=first, wishes=[Wish(DRAIN)])
    again = Source("Hội nghị khác", clock.today().replace(day=1), text=minutes)
    with pytest.raises(RefusedError) as error:
        record_petitions(cast.minh, cast.council.pk, source=again, wishes=[Wish(DRAIN)])
    assert error.value.refusal.code == "petitions.same_text"
