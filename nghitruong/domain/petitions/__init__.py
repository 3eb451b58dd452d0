"""Petitions: what voters ask for, from their words to the thing done (kiến nghị cử tri).

One wish is one petition; one speech may hold several, and many voices may be merged into one that keeps every voter.
A petition is recorded, sorted by topic, level and agency, sent on, answered in one of four classes, checked, told to
the voters and ended (joint resolution 72/2025, Art. 41 to 54; rulebook 7.2, lifecycle C.6). The answer is a commitment
of the agency's, and so is the day that it promised: petitions have no clock of their own.
"""
