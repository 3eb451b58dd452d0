"""The facts of a meeting, by noun."""

from nghitruong.domain.meetings.models.agenda import AgendaItem, Paper
from nghitruong.domain.meetings.models.attendance import Attendance, Participant, Sitting
from nghitruong.domain.meetings.models.floor import MinuteEntry, SpeakerRequest
from nghitruong.domain.meetings.models.meetings import Meeting

__all__ = [
    "AgendaItem",
    "Attendance",
    "Meeting",
    "MinuteEntry",
    "Paper",
    "Participant",
    "Sitting",
    "SpeakerRequest",
]
