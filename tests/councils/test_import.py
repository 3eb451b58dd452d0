"""Lists of deputies from spreadsheets: any header, dry run, faults by row, the same file twice, twelve files."""

from collections.abc import Sequence
from datetime import date

import pytest

from nghitruong.engines.spreadsheets import OutSheet, write_book
from nghitruong.foundation.audit.queries import history_of
from nghitruong.foundation.councils.actions import (
    create_unit,
    drop_import,
    forget_old_imports,
    import_deputies,
    map_import,
    open_term,
    stage_import,
)
from nghitruong.foundation.councils.actions.imports import NewFile
from nghitruong.foundation.councils.actions.terms import TermPlan
from nghitruong.foundation.councils.lifecycle import ImportState
from nghitruong.foundation.councils.models import ColumnMemory, DeputyImport, Mandate, Person, UnitOrigin
from nghitruong.foundation.councils.queries import dry_run
from nghitruong.foundation.councils.queries.imports import DryRun
from nghitruong.foundation.verbs.beats import ref_of
from nghitruong.kernel import clock
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast
from tests.councils.town import MERGED, SYSTEM, city, ward

pytestmark = pytest.mark.django_db

TITLES = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ, đơn vị công tác", "ĐT")
PEOPLE: list[tuple[object, ...]] = [
    (1, "Hà Thị Sen", "12/05/1975", "Nữ", "Trưởng trạm y tế", "912345678"),
    (2, "Đặng Văn Ổi", date(1980, 2, 29), "Nam", "Cán bộ hưu trí", "0912 000 001"),
    (3, "Mai Thị Đào", 1969, "Nữ", "", ""),
]


def book(rows: Sequence[tuple[object, ...]] = tuple(PEOPLE), titles: tuple[str, ...] = TITLES) -> bytes:
    return write_book([OutSheet("Danh sách", titles, rows)])  # type: ignore[arg-type]


def stage(cast: Cast, *files: NewFile) -> DeputyImport:
    return stage_import(cast.minh, cast.council, files=files)


def take_in(cast: Cast, batch: DeputyImport) -> DeputyImport:
    return import_deputies(cast.minh, batch, digest=dry_run(batch).digest)


def outcomes(run: DryRun) -> list[str]:
    return [str(judged.outcome) for file in run.files for judged in file.judged]


def test_a_list_is_read_under_any_header_and_taken_in(cast: Cast) -> None:
    before = Mandate.objects.filter(council=cast.council).count()
    batch = stage(cast, NewFile("danh sách.xlsx", book()))
    run = dry_run(batch)
    assert outcomes(run) == ["new", "new", "new"]
    assert Mandate.objects.filter(council=cast.council).count() == before
    done = take_in(cast, batch)
    assert (done.state, done.added, done.known, done.left_out) == (ImportState.TAKEN_IN, 3, 0, 0)
    people = Person.objects.filter(full_name__in=[row[1] for row in PEOPLE]).order_by("id")
    assert [(p.born_on, p.born_year, p.gender, p.phone) for p in people] == [
        (date(1975, 5, 12), 1975, "nu", "0912345678"),
        (date(1980, 2, 29), 1980, "nam", "0912 000 001"),
        (None, 1969, "nu", ""),
    ]
    assert [line.verb for line in history_of(ref_of(batch))] == ["councils.import_deputies", "councils.stage_import"]
    assert all(not file.data for file in batch.files.all())


def test_the_same_file_twice_adds_nothing(cast: Cast) -> None:
    take_in(cast, stage(cast, NewFile("a.xlsx", book())))
    total = Mandate.objects.count()
    again = stage(cast, NewFile("b.xlsx", book()))
    assert outcomes(dry_run(again)) == ["known", "known", "known"]
    done = take_in(cast, again)
    assert (done.added, done.known, Mandate.objects.count()) == (0, 3, total)


def test_the_same_bytes_in_one_upload_are_kept_once(cast: Cast) -> None:
    content = book()
    batch = stage(cast, NewFile("a.xlsx", content), NewFile("bản sao.xlsx", content))
    assert batch.files.count() == 1


def test_faults_are_told_by_row_and_the_good_rows_are_taken(cast: Cast) -> None:
    rows = [
        *PEOPLE,
        (4, "Lê Văn Sai", "31/02/1970", "Nam", "", ""),
        (5, "", "01/01/1970", "Nam", "", ""),
        (6, "Lê Văn Trẻ", "01/01/2020", "Nam", "", ""),
        (7, "Hà Thị Sen", "12/05/1975", "Nữ", "", ""),
        (8, "Lê Văn Lạ", "01/01/1970", "khác", "", ""),
    ]
    batch = stage(cast, NewFile("a.xlsx", book(rows)))
    file = dry_run(batch).files[0]
    assert [(problem.place, problem.code) for problem in file.problems] == [
        ("C5", "impossible_date"),
        ("B6", "missing"),
        ("C7", "not_a_date"),
        ("D9", "unknown_choice"),
    ]
    assert [(fault.row.row, fault.why.code) for fault in file.faults if fault.why] == [(8, "councils.same_in_file")]
    done = take_in(cast, batch)
    assert (done.added, done.left_out) == (3, 5)


def test_a_number_finds_somebody_again_under_a_corrected_birth(cast: Cast) -> None:
    titles = ("Họ tên", "Số thẻ", "Ngày sinh")
    take_in(cast, stage(cast, NewFile("a.xlsx", book([("Hà Thị Sen", "DB-1", "12/05/1975")], titles))))
    later = stage(cast, NewFile("b.xlsx", book([("Ha Thi Sen", "DB-1", "13/05/1975")], titles)))
    assert outcomes(dry_run(later)) == ["known"]
    other = stage(cast, NewFile("c.xlsx", book([("Lê Văn Khác", "DB-1", "13/05/1975")], titles)))
    why = dry_run(other).files[0].faults[0].why
    assert why is not None
    assert why.code == "councils.number_of_other"


def test_somebody_known_without_a_seat_gets_one(cast: Cast) -> None:
    assert cast.minh.person_id is not None
    batch = stage(cast, NewFile("a.xlsx", book([("Nguyễn Văn Minh", "")], ("Họ tên", "Ngày sinh"))))
    assert outcomes(dry_run(batch)) == ["seated"]
    take_in(cast, batch)
    assert Mandate.objects.filter(person_id=cast.minh.person_id).count() == 1


def test_columns_that_a_person_chose_are_remembered(cast: Cast) -> None:
    strange = ("Ai", "Hồi nào", "Việc")
    rows = [("Hà Thị Sen", "12/05/1975", "Y sĩ")]
    batch = stage(cast, NewFile("a.xlsx", book(rows, strange)))
    file = batch.files.get()
    assert not dry_run(batch).files[0].reading.mapping.is_complete  # type: ignore[union-attr]
    map_import(cast.minh, batch, file, origin_council=None, chosen={0: "full_name", 1: "born", 2: "occupation"})
    assert outcomes(dry_run(batch)) == ["new"]
    take_in(cast, batch)
    assert dict(ColumnMemory.objects.values_list("title_key", "field")) == {
        "ai": "full_name",
        "hoi nao": "born",
        "viec": "occupation",
    }
    next_one = stage(cast, NewFile("b.xlsx", book([("Mai Thị Đào", "01/02/1970", "Giáo viên")], strange)))
    assert outcomes(dry_run(next_one)) == ["new"]


def test_what_is_no_address_is_told_and_telephones_stay_as_written(cast: Cast) -> None:
    titles = ("Họ tên", "Email", "ĐT")
    rows = [("A Một", "không có", ""), ("B Hai", "b@example.vn", "0900 1; 0900 2")]
    run = dry_run(stage(cast, NewFile("a.xlsx", book(rows, titles))))
    assert [(problem.place, problem.code) for problem in run.files[0].problems] == [("B2", "not_an_email")]
    assert [(row.email, row.phone) for row in run.rows] == [("b@example.vn", "0900 1; 0900 2")]


def test_names_in_two_columns_are_joined(cast: Cast) -> None:
    titles = ("Họ và tên đệm", "Tên", "Năm sinh")
    batch = stage(cast, NewFile("a.xlsx", book([("Hà Thị", "Sen", 1975)], titles)))
    assert [row.full_name for row in dry_run(batch).rows] == ["Hà Thị Sen"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "spreadsheets.empty_file"),
        (b"%PDF-1.7 something", "spreadsheets.is_document"),
        (b"PK\x03\x04broken", "spreadsheets.damaged"),
        (b"x" * (2 * 1024 * 1024 + 1), "spreadsheets.too_large"),
    ],
)
def test_a_wrong_file_is_refused_and_leaves_nothing(cast: Cast, data: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as error:
        stage(cast, NewFile("a.xlsx", book()), NewFile("b.xlsx", data))
    assert error.value.refusal.code == code
    assert not DeputyImport.objects.exists()


def test_staging_is_refused_without_files_term_or_right(cast: Cast) -> None:
    for actor, files, code in (
        (cast.minh, [], "councils.no_file"),
        (cast.minh, [NewFile("a", book())] * 21, "councils.too_many_files"),
        (cast.hoa, [NewFile("a", book())], "policy.not_allowed"),
        (cast.kien, [NewFile("a", book())], "policy.not_found"),
    ):
        with pytest.raises(RefusedError) as error:
            stage_import(actor, cast.council, files=files)
        assert error.value.refusal.code == code


def test_a_dry_run_that_is_out_of_date_is_refused(cast: Cast) -> None:
    batch = stage(cast, NewFile("a.xlsx", book()))
    seen = dry_run(batch).digest
    take_in(cast, stage(cast, NewFile("b.xlsx", book(PEOPLE[:1]))))
    with pytest.raises(RefusedError) as error:
        import_deputies(cast.minh, batch, digest=seen)
    assert error.value.refusal.code == "verbs.someone_was_faster"
    assert import_deputies(cast.minh, batch, digest=dry_run(batch).digest).added == 2


def test_an_import_is_taken_in_or_dropped_once(cast: Cast) -> None:
    batch = stage(cast, NewFile("a.xlsx", book()))
    drop_import(cast.minh, batch)
    with pytest.raises(RefusedError) as error:
        drop_import(cast.minh, batch)
    assert error.value.refusal.code == "import.wrong_state"
    with pytest.raises(RefusedError):
        map_import(cast.minh, batch, batch.files.get(), origin_council=None, chosen={})
    assert not Person.objects.filter(full_name="Hà Thị Sen").exists()


def test_an_unfinished_import_is_forgotten(cast: Cast) -> None:
    batch = stage(cast, NewFile("a.xlsx", book()))
    assert forget_old_imports() == 0
    DeputyImport.objects.update(made_at=clock.now().replace(year=2025))
    assert forget_old_imports() == 1
    assert batch.files.get().data == b""


@pytest.mark.slow
def test_twelve_files_of_old_wards_are_reconciled_in_one_dry_run() -> None:
    top = city()
    old = [ward(number, top) for number in range(1, 13)]
    new = ward(99, top, opened_on=MERGED)
    for council in old:
        UnitOrigin.objects.create(unit=new.unit, origin=council.unit, is_whole=True, on=MERGED)
    open_term(SYSTEM, new, plan=TermPlan(1, 2026, 2031, MERGED))
    titles = ("Họ tên", "Ngày sinh")
    files = [
        NewFile(
            f"DS đại biểu {council.unit.name}.xlsx",
            book([(f"Người Số {place} Ấy", f"{place:02}/01/19{60 + number}") for place in range(1, 17)], titles),
        )
        for number, council in enumerate(old)
    ]
    both = ("Nguyễn Văn Hai", "01/01/1970")
    files[1] = NewFile("Sen 2.xlsx", book([both, ("Trần Văn An", "")], titles))
    files[2] = NewFile("Sen 3.xlsx", book([both, ("Trần Văn An", ""), ("Phạm Thị Ba", "")], titles))
    batch = stage_import(SYSTEM, new, files=files)
    assert [file.origin_council_id for file in batch.files.order_by("id")] == [council.pk for council in old]
    run = dry_run(batch)
    assert (run.counts["new"], run.counts["twice"], run.counts["wrong"]) == (10 * 16 + 4, 1, 0)
    done = import_deputies(SYSTEM, batch, digest=run.digest)
    assert done.added == 164
    seats = Mandate.objects.filter(council=new)
    assert {mandate.origin for mandate in seats} == {"inherited"}
    assert seats.filter(origin_council=old[0]).count() == 16
    assert seats.filter(person__full_name="Trần Văn An").count() == 2
    again = stage_import(SYSTEM, new, files=files)
    assert dry_run(again).rows == []


def test_an_unknown_origin_does_not_exist(cast: Cast) -> None:
    batch = stage(cast, NewFile("a.xlsx", book()))
    with pytest.raises(RefusedError) as error:
        map_import(cast.minh, batch, batch.files.get(), origin_council=cast.other_council, chosen={})
    assert error.value.refusal.code == "councils.not_here"


def test_a_council_without_a_term_takes_no_deputies(cast: Cast) -> None:
    unit = create_unit(SYSTEM, "DEMO-7", name="Phường Không Khóa", kind="phuong")
    empty = ward(8, city())
    assert unit.code == "DEMO-7"
    with pytest.raises(RefusedError) as error:
        stage_import(SYSTEM, empty, files=[NewFile("a", book())])
    assert error.value.refusal.code == "councils.no_term"
