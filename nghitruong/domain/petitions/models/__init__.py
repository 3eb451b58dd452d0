"""The tables of petitions and of voter contact."""

from nghitruong.domain.petitions.models.clocks import ClockRecord
from nghitruong.domain.petitions.models.comments import Comment, CommentSwitch
from nghitruong.domain.petitions.models.contacts import Contact, ContactRound
from nghitruong.domain.petitions.models.parts import Part
from nghitruong.domain.petitions.models.petitions import (
    Follower,
    Intake,
    Key,
    Petition,
    Rating,
    Remark,
    Reply,
    SavedFilter,
    Sending,
    Voice,
)
from nghitruong.domain.petitions.models.photos import Photo
from nghitruong.domain.petitions.models.scans import Scan, Sheet
from nghitruong.domain.petitions.models.targets import Target
from nghitruong.domain.petitions.models.topics import Topic
from nghitruong.domain.petitions.models.transfers import Transfer, TransferMessage

__all__ = [
    "ClockRecord",
    "Comment",
    "CommentSwitch",
    "Contact",
    "ContactRound",
    "Follower",
    "Intake",
    "Key",
    "Part",
    "Petition",
    "Photo",
    "Rating",
    "Remark",
    "Reply",
    "SavedFilter",
    "Scan",
    "Sending",
    "Sheet",
    "Target",
    "Topic",
    "Transfer",
    "TransferMessage",
    "Voice",
]
