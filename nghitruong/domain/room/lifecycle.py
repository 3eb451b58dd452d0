"""The states of a room, derived and never stored (ux 5.1)."""

from enum import StrEnum


class RoomState(StrEnum):
    """What everybody in the hall is looking at."""

    NOT_OPEN = "not_open"  # R0
    ROLL_CALL = "roll_call"  # R1
    IN_SESSION = "in_session"  # R2
    VOTING = "voting"  # R3
    VOTE_CLOSED = "vote_closed"  # R4
    RESULT = "result"  # R5
    QUESTIONING = "questioning"  # R6
    BREAK = "break"  # R7
    PAUSED = "paused"  # R8
    CLOSED = "closed"  # R9


class WallFace(StrEnum):
    """What the hall's wall shows; by default it follows the meeting (ux S5, S6)."""

    AUTO = "auto"
    PROGRAMME = "programme"
    SPEAKER = "speaker"
    BREAK = "break"
    BLANK = "blank"
