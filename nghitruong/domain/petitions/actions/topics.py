"""The office keeps the council's list of topics: adds, renames, merges, closes and opens again. No petition changes."""

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.models import Topic
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import OWN_TOPIC, own_codes, topic_book
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.folding import fold_key
from nghitruong.kernel.vietnamese.text import clean_line


@verb("petitions.add_topic")
def add_topic(clerk: Actor, council_id: int, *, name: str) -> Topic:
    """Add a topic of the council's own to the twenty; the machine proposes it once the office has used it."""
    permit(may(clerk, "petitions.add_topic", council_id=council_id))
    book, said, own = topic_book(council_id), clean_line(name), own_codes(council_id)
    lawful(rules.may_name_topic(said, [each for _code, each in book.choices]))
    lawful(rules.may_add_topic(len(own)))
    code = f"{OWN_TOPIC}{council_id}-{len(own) + 1}"
    topic = Topic.objects.create(council_id=council_id, code=code, name=said, changed_by=clerk.name)
    record(topic, code=topic.code, name=said)
    announce("petitions")
    return topic


@verb("petitions.rename_topic")
def rename_topic(clerk: Actor, council_id: int, *, code: str, name: str) -> Topic:
    """Call a topic by another name in this council: on its petitions, forms and numbers, old ones too."""
    permit(may(clerk, "petitions.rename_topic", council_id=council_id))
    book, said = topic_book(council_id), clean_line(name)
    lawful(rules.may_change_topic(code, book.names))
    lawful(rules.may_name_topic(said, [each.name for each in book.every if not each.closed_on and each.code != code]))
    before = book.label(code)
    topic = _kept(clerk, council_id, code, name=said)
    record(topic, code=code, before=before, name=said)
    announce("petitions")
    return topic


@verb("petitions.merge_topic")
def merge_topic(clerk: Actor, council_id: int, *, code: str, into: str) -> Topic:
    """Let a topic go on as another one from today; its petitions keep it, proposals become that one."""
    permit(may(clerk, "petitions.merge_topic", council_id=council_id))
    book = topic_book(council_id)
    lawful(rules.may_merge_topic(code, into, book.codes))
    topic = _kept(clerk, council_id, code, name=book.label(code), goes_on_as=into, closed_on=clock.today())
    record(topic, code=code, into=into)
    announce("petitions")
    return topic


@verb("petitions.close_topic")
def close_topic(clerk: Actor, council_id: int, *, code: str) -> Topic:
    """No petition is given the topic from today on; those that have it keep it."""
    permit(may(clerk, "petitions.close_topic", council_id=council_id))
    book = topic_book(council_id)
    lawful(rules.may_close_topic(code, book.codes))
    topic = _kept(clerk, council_id, code, name=book.label(code), closed_on=clock.today())
    record(topic, code=code)
    announce("petitions")
    return topic


@verb("petitions.open_topic")
def open_topic(clerk: Actor, council_id: int, *, code: str) -> Topic:
    """Take a closing or a merging back: the topic may be chosen again."""
    permit(may(clerk, "petitions.open_topic", council_id=council_id))
    book = topic_book(council_id)
    lawful(rules.may_open_topic(code, [each.code for each in book.every if each.closed_on]))
    lawful(rules.may_name_topic(book.label(code), [each for _code, each in book.choices]))
    topic = _kept(clerk, council_id, code, name=book.label(code), goes_on_as="", closed_on=None)
    record(topic, code=code)
    announce("petitions")
    return topic


def take_over_topics(predecessor_id: int, council_id: int) -> None:
    """The successor knows its predecessor's own topics, which carried petitions keep; a name it has comes closed."""
    known, theirs = topic_book(council_id), topic_book(predecessor_id)
    names = [fold_key(name) for _code, name in known.choices]
    Topic.objects.bulk_create(
        Topic(
            council_id=council_id,
            code=topic.code,
            name=topic.name,
            goes_on_as=topic.goes_on_as,
            closed_on=topic.closed_on or (clock.today() if fold_key(topic.name) in names else None),
            changed_by="",
        )
        for topic in theirs.every
        if topic.is_own and not known.known(topic.code)
    )


def _kept(clerk: Actor, council_id: int, code: str, **values: object) -> Topic:
    """The council's row of a topic; a shipped one has none until it is changed."""
    said = {**values, "changed_by": clerk.name}
    topic, _is_new = Topic.objects.update_or_create(council_id=council_id, code=code, defaults=said)
    return topic
