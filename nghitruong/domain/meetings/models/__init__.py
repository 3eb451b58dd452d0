"""The facts of a meeting, by noun."""

from nghitruong.domain.meetings.models.agenda import AgendaItem, ItemKind, Paper
from nghitruong.domain.meetings.models.attendance import Attendance, Participant, Sitting
from nghitruong.domain.meetings.models.floor import MinuteEntry, SpeakerRequest
from nghitruong.domain.meetings.models.meetings import Meeting, MeetingMode

__all__ = [
    "AgendaItem",
    "Attendance",
    "ItemKind",
    "Meeting",
    "MeetingMode",
    "MinuteEntry",
    "Paper",
    "Participant",
    "Sitting",
    "SpeakerRequest",
]
