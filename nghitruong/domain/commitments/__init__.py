"""Commitments: everything owed to the council or its voters, in one ledger (lời hứa, cam kết, việc phải làm).

An agency's answer, a promise at questioning, a recommendation of a supervision, a task of a conclusion: each is one
debt with a debtor, a due day with its law, a report with evidence, a check by the creditor, and a ladder of steps when
nothing comes (rulebook 6.4, R6.24 to R6.28, lifecycle C.9). Being late is computed, never stored. Other nouns owe
through the consequence `owe_from_record` and read through `debts_from`; none has a clock of its own.
"""
