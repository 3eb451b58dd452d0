"""The desk: "Việc hôm nay" of each role, by deadline, each task with the button that does it (ux 4.4, S1).

A task is never stored: it follows from what is true of meetings, papers, votes and rules at this moment, and is gone
when that is done.
"""
