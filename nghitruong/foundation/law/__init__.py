"""The law as dated data: instruments, parameters with their articles, each council's own values, and "why?".

Every number of the law (quorum, majority, days) is a row of the shipped rule pack with its days, its article and how
sure we are of it (rulebook 0.4, Annex A). A council confirms a row from its own rules of procedure, or overrides it
with the number and date of its own decision; both are kept, and neither rewrites what was decided before.

Verbs: `confirm_rule`, `override_rule`, `withdraw_confirmation`, `withdraw_override`, `correct_day`.
Reads: `params_for` for rules, `rule_rows` for the screen, `explain` for "why?", `catalogue` for the kinds of things,
`calendar_for` for working days.
"""
