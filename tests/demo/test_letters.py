"""The letters of the demo: forty of all kinds, and fictional senders whom nobody can call."""

from collections import Counter

from nghitruong.outer.demo.letters import data


def test_there_are_forty_letters_of_every_kind_and_many_ends() -> None:
    letters = data()["letters"]
    assert len(letters) == 40
    kinds = Counter(each["kind"] for each in letters)
    assert set(kinds) == {"complaint", "recommendation", "reflection"}
    assert min(kinds.values()) >= 9
    assert len({each["ends"] for each in letters}) >= 15


def test_the_days_go_forward() -> None:
    days = [each["days_ago"] for each in data()["letters"]]
    assert days == sorted(days, reverse=True)


def test_nobody_can_be_called() -> None:
    assert all(each["phone"].startswith("0900000") for each in data()["senders"])
