"""Meetings: every gathering of a council, from a session (kỳ họp) to a working visit.

One noun for all kinds: the kind is a dated catalogue row that says who convenes, how many days' notice, whether a
quorum holds, whether it votes, what is public. A meeting has sittings with their own roll call, an agenda whose items
carry papers and run through steps, people who take part, a queue of speakers, and minutes (Law 72/2025 Art. 34–35;
rulebook 2, lifecycles C.1 and C.2).
"""
