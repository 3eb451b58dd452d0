"""Voting in the open: who is entitled, ballots, tallies, the announced result.

Each deputy has one vote and casts it personally (R3.01); the options are agree, disagree, no vote (R3.02); a
resolution passes with more than half of the total number of deputies, not of those present (R3.04). The denominator
and the list of mandates are frozen when a poll opens; the last ballot before closing counts; nobody sees a tally
earlier.
"""
