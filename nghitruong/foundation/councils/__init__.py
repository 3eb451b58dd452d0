"""Councils: territory, councils and their terms, deputies' mandates, bodies, agencies; merger and succession.

A council is a dated record of its own, not the unit it belongs to: a unit may have no council for some years (R1.04),
and a merged unit's council inherits the deputies of the old ones until their term ends (Law 72/2025 Art. 44, R1.30).
Everything here carries dates, so that "the council on day D" has one answer (`queries.council_on`).

Verbs: a unit, a council and its terms come into being (`create_council`, `open_term`, `roll_over_term`); people get
seats and lose them (`grant_mandates`, `suspend_mandate`, `release_mandate` …) one by one or from spreadsheets
(`stage_import`, `import_deputies`); bodies, posts and agencies are set up and end; one council follows others
(`propose_succession`, `carry_out_succession`). What other rooms carry over then, they say in `handover`.
"""
