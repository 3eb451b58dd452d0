"""What is typed about the list of topics."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nghitruong.domain.petitions.queries import TopicBook
from nghitruong.domain.petitions.rules import LONGEST_TOPIC
from nghitruong.web.fields import LineField


class TopicForm(forms.Form):
    """What a topic is called in this council."""

    name = LineField(label=_("Name of the topic"), max_length=LONGEST_TOPIC)


class MergeTopicForm(forms.Form):
    """As which topic it goes on."""

    into = forms.ChoiceField(label=_("It goes on as"), choices=())

    def __init__(self, book: TopicBook, code: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(each, name) for each, name in book.choices if each != code]
        self.fields["into"].choices = [("", _("Choose a topic")), *others]  # type: ignore[attr-defined]
