"""Reads of the room: what everybody looks at now, and the meeting told in order."""
