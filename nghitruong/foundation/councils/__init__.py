"""Councils: territory, councils and their terms, deputies' mandates, bodies, agencies; merger and succession.

A council is a dated record of its own, not the unit it belongs to: a unit may have no council for some years (R1.04),
and a merged unit's council inherits the deputies of the old ones until their term ends (Law 72/2025 Art. 44, R1.30).
Everything here carries dates, so that "the council on day D" has one answer.
"""
