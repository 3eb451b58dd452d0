"""The shipped rule pack: whole, without contradictions, and right on both sides of every change of law."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from nghitruong.foundation.law.pack import HOME, RulePackError, read_pack, rule_pack
from nghitruong.kernel.params import Confidence, Severity

ANNEX_COUNT = 177
"""Rows of the rulebook's Annex A, each under its own id; six of them are cut in two where the law changed."""

ADDED = {
    # Deadlines of the supervision law whose successor was not read: copied, never blocking (rulebook 6).
    *(f"{key}.2026" for key in ("question.follow_report", "explanation.notice", "resolution.send_up")),
    "vote.standing_body.2026",
    "secret.years.2026",
    # Keys that only a council's own regulation fills.
    "session.announce.regular",
    "session.announce.special",
    "session.verification.dossier",
    "session.verification.report",
    "resolution.publish",
    # The further days of Nghệ An's decision (R7.29).
    *(f"petition.{key}" for key in ("sort.nghe_an", "return.nghe_an", "inform.nghe_an", "answer.nghe_an.repeated")),
    "petition.posting.nghe_an.online",
    "petition.posting.nghe_an.board",
    # What uploads are refused by (R12.12).
    "secret.platform",
    "secret.platform.2026",
    # Habits of the house (ux 2.5).
    "speech.debate_time",
    "speech.argue_time",
    "vote.open_seconds",
    "vote.change_allowed",
    "vote.publish_names",
    "vote.procedural",
    "reminder.before",
    "reminder.overdue",
    "standing.meetings_per_month",
    "standing.meetings_per_month.2025-06",
}


def row_on(key: str, on: date, unit_type: str = "") -> str:
    rows = rule_pack().rows_on(key, on, unit_type=unit_type)
    assert len(rows) == 1
    return rows[0].id


def test_every_row_of_the_annex_is_there() -> None:
    supervision = {f"{name}.2026" for name in rule_pack().rows if name.startswith("supervision.")}
    cut = {name for name in rule_pack().rows if name.endswith(".2025-06")} - ADDED
    annex = set(rule_pack().rows) - ADDED - supervision - cut
    assert (len(annex), len(cut)) == (ANNEX_COUNT, 6)


def test_the_annex_ids_lead_to_one_key_with_dated_rows() -> None:
    pack = rule_pack()
    assert pack.key_of("vote.resolution.2025") == "vote.resolution"
    assert pack.key_of("confidence.base.old") == "confidence.base"
    assert pack.key_of("committees.ward_old") == "committees.commune"
    assert pack.key_of("no.such.rule") is None
    assert [row.id for row in pack.definitions["vote.resolution"].rows] == ["vote.resolution", "vote.resolution.2025"]


def test_every_key_is_named_and_explained_in_vietnamese() -> None:
    labels = Counter(definition.label_vi for definition in rule_pack().definitions.values())
    assert [label for label, count in labels.items() if count > 1] == []
    for definition in rule_pack().definitions.values():
        assert definition.explain_vi.endswith(".")
        assert definition.chapter in rule_pack().chapters


@pytest.mark.parametrize(
    ("key", "day", "row"),
    [
        ("vote.resolution", date(2025, 2, 28), "vote.resolution"),
        ("vote.resolution", date(2025, 3, 1), "vote.resolution.2025"),
        ("session.convene.regular", date(2025, 2, 28), "session.convene.regular"),
        ("session.convene.regular", date(2025, 3, 1), "session.convene.regular.2025"),
        ("session.convene.regular", date(2025, 6, 15), "session.convene.regular.2025"),
        ("session.convene.regular", date(2025, 6, 16), "session.convene.regular.2025-06"),
        ("question.written_answer", date(2026, 2, 28), "question.written_answer"),
        ("question.written_answer", date(2026, 3, 1), "question.written_answer.2026"),
        ("supervision.outline", date(2026, 3, 1), "supervision.outline.2026"),
        ("complaint.accept", date(2026, 6, 30), "complaint.accept.old"),
        ("complaint.accept", date(2026, 7, 1), "complaint.accept"),
        ("confidence.base", date(2023, 6, 30), "confidence.base.old"),
        ("confidence.base", date(2023, 7, 1), "confidence.base"),
    ],
)
def test_the_row_of_a_day(key: str, day: date, row: str) -> None:
    assert row_on(key, day) == row


def test_the_day_before_the_first_row_has_none() -> None:
    assert rule_pack().rows_on("vote.resolution", date(2015, 12, 31)) == ()
    assert rule_pack().rows_on("session.request.voters", date(2025, 6, 16)) == ()


def test_rows_differ_by_kind_of_unit() -> None:
    day = date(2020, 1, 1)
    assert row_on("resolution.effect", day, "tinh") == "resolution.effect.old_province"
    assert row_on("resolution.effect", day, "huyen") == "resolution.effect.old_lower"
    assert row_on("resolution.effect", day, "xa") == "resolution.effect.old_lower"
    assert row_on("committees.commune", day, "phuong") == "committees.ward_old"
    assert rule_pack().rows_on("committees.tinh", date(2026, 1, 1), unit_type="phuong") == ()
    assert len(rule_pack().rows_on("resolution.effect", day)) == 2


def test_values_are_exact_and_days_say_which_days() -> None:
    for row in rule_pack().rows.values():
        assert not isinstance(row.value, float), row.id
    assert rule_pack().rows["award.money.ldtt"].value == "0.3"
    assert rule_pack().units[rule_pack().rows["petition.consolidate"].unit].day_type == "working"
    assert rule_pack().units[rule_pack().rows["petition.answer"].unit].day_type == "calendar"


def test_what_is_not_known_has_no_value_and_is_uncertain() -> None:
    unknown = {row.id: row.confidence for row in rule_pack().rows.values() if row.value is None}
    assert "confidence.self_report" in unknown
    assert set(unknown.values()) == {Confidence.UNCERTAIN}


def test_severities_follow_the_rulebook() -> None:
    rows = rule_pack().rows
    notices = [row for row in rows.values() if row.unit in ("calendar_day", "working_day")]
    assert {row.severity for row in notices} <= {Severity.WARN, Severity.INFO}
    for name in ("vote.resolution", "vote.remove_deputy", "vote.proxy_allowed", "session.quorum", "secret.levels"):
        assert rows[name].severity is Severity.BLOCK
    assert rows["supervision.outline.2026"].severity is Severity.INFO


def test_a_row_on_which_a_councils_regulation_agrees_is_secondary() -> None:
    row = rule_pack().rows["session.convene.regular.2025-06"]
    assert row.confidence is Confidence.SECONDARY
    assert row.agreed_by is not None
    assert rule_pack().cite(row.agreed_by) == "khoản 1 Điều 7 Nghị quyết số 01/2026/NQ-HĐND của HĐND thành phố Huế"
    assert rule_pack().rows["session.convene.regular.2025"].confidence is Confidence.UNCERTAIN
    assert rule_pack().rows["vote.resolution.2025"].confidence is Confidence.UNCERTAIN


def test_an_article_reads_as_a_result_prints_it() -> None:
    pack = rule_pack()
    assert pack.article(pack.rows["vote.resolution"]) == "Điều 91 Luật Tổ chức chính quyền địa phương số 77/2015/QH13"
    assert pack.article(pack.rows["supervision.report.committee"]).startswith("điểm g khoản 2 Điều 80 Luật Hoạt động")
    assert pack.article(pack.rows["mandate.suspended_counts_in_total"]) == ""


def test_a_regulation_holds_for_its_own_council_from_its_own_day() -> None:
    assert rule_pack().local_rules("46", date(2026, 4, 10))["session.documents"].value == 15
    assert rule_pack().local_rules("46", date(2026, 4, 9)) == {}
    assert rule_pack().local_rules("01", date(2026, 5, 1)) == {}


def test_catalogues_name_what_is_there() -> None:
    catalogues = rule_pack().catalogues
    assert {"session", "standing", "giao_ban", "verification", "explanation", "voter_contact"} <= set(
        catalogues["meeting_kinds"]
    )
    assert set(catalogues["vote_kinds"]) >= {"resolution", "article", "procedural", "election", "removal"}
    assert len(catalogues["document_kinds"]) == 29
    assert catalogues["document_kinds"]["CV"].facts["print_symbol"] == ""
    for kind in catalogues["vote_kinds"].values():
        assert kind.facts["base"] in catalogues["vote_bases"]


def broken(tmp_path: Path, file: str, old: str, new: str) -> Path:
    home = tmp_path / "pack"
    shutil.copytree(HOME, home)
    text = (home / file).read_text(encoding="utf-8")
    assert old in text
    (home / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return home


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("params/03_votes.yaml", "to: 2025-02-28", "to: 2025-03-01", "hold for the same units"),
        ("params/03_votes.yaml", "to: 2025-02-28", "to: 2015-02-28", "ends before it begins"),
        ("params/03_votes.yaml", "by: L77/2015", "by: L1/1900", "unknown instrument L1/1900"),
        ("params/03_votes.yaml", "op: gt", "op: about", "unknown comparator about"),
        ("params/03_votes.yaml", "unit: share of total deputies", "unit: furlong", "unknown unit furlong"),
        ("params/03_votes.yaml", "id: vote.remove_deputy", "id: vote.resolution", "given twice"),
        ("params/03_votes.yaml", "confidence: verified", "confidence: verified\n        mood: good", "mood"),
        ("params/02_sessions.yaml", "anchor: election.day", "anchor: full.moon", "unknown anchor full.moon"),
        ("params/01_structure.yaml", "applies: [tinh]", "applies: [planet]", "applies to no known unit"),
        ("local/hue.yaml", "key: session.documents", "key: session.tea", "unknown key session.tea"),
        ("catalogues/votes.yaml", "threshold_key: vote.resolution,", "threshold_key: vote.nothing,", "vote.nothing"),
        ("instruments.yaml", "replaced_by: L65/2025", "replaced_by: L9/9999", "L9/9999"),
        ("words.yaml", "units:", "units: [", "words.yaml"),
    ],
)
def test_a_faulty_pack_is_refused_by_name(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    with pytest.raises(RulePackError, match=said):
        read_pack(broken(tmp_path, file, old, new))
