"""The shipped model is what the examples and the lexicon make, and they are our own."""

import re
from collections.abc import Iterator

import pytest

from nghitruong.engines.topics import LEVELS, TOPICS, lexicon, shipped_model
from nghitruong.engines.topics.catalogue import NO_TOPIC
from nghitruong.engines.topics.model import SHIPPED, read_model
from nghitruong.engines.topics.training import examples, fingerprint, train, written_model
from nghitruong.kernel.vietnamese import fold_key, is_clean
from tests.engines.topics import shared_rows

LONG_RUN = 6
"""So many words in a row are nobody's by chance."""


def runs_of(text: str) -> Iterator[tuple[str, ...]]:
    words = fold_key(text).split()
    yield from zip(*(words[start:] for start in range(LONG_RUN)), strict=False)


def test_the_shipped_model_was_made_from_these_very_files() -> None:
    """When it fails: python -m nghitruong.engines.topics.training"""
    assert shipped_model().made_from == fingerprint()


def test_it_is_small() -> None:
    assert SHIPPED.stat().st_size < 400_000


def test_reading_what_was_written_gives_the_same_lines() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert written_model(read_model(text), shipped_model().made_from) == text


@pytest.mark.slow
def test_training_again_gives_the_shipped_weights() -> None:
    again = written_model(train(examples()), fingerprint()).splitlines()
    shipped = SHIPPED.read_text(encoding="utf-8").splitlines()
    differing = [line for line in set(again) ^ set(shipped) if not line.startswith("#heat")]
    assert differing == []


def test_there_are_many_examples_each_said_once() -> None:
    own = examples()
    assert len({fold_key(example.text) for example in own}) == len(own) >= 1500
    assert all(is_clean(example.text) for example in own)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_field_is_spoken_of_often_and_at_more_than_one_level(topic: str) -> None:
    levels = [example.level for example in examples() if example.topic == topic]
    assert len(levels) >= 45
    assert set(levels) == set(LEVELS)


def test_only_what_is_no_wish_has_no_level() -> None:
    assert {example.topic for example in examples() if not example.level} == {NO_TOPIC}


def test_every_phrase_belongs_to_a_field_or_a_level() -> None:
    known = {*TOPICS, *(lexicon.LEVEL_MARK + level for level in LEVELS)}
    assert {phrase.owner for phrase in lexicon.phrases()} == known
    assert all(re.search(r"\w", phrase.written) for phrase in lexicon.phrases())


@pytest.mark.skipif(not shared_rows.IS_THERE, reason="needs ../shared/data/real/petitions.csv")
def test_no_example_repeats_what_is_measured_on() -> None:
    measured = {run for row in shared_rows.rows() for run in runs_of(row.text)}
    whole = {fold_key(row.text) for row in shared_rows.rows()}
    ours = [*(example.text for example in examples()), *(phrase.written for phrase in lexicon.phrases())]
    assert [text for text in ours if measured & set(runs_of(text)) or fold_key(text) in whole] == []
