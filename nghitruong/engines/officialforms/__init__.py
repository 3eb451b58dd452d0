"""Official Vietnamese documents in the form of Decree 30/2020/NĐ-CP, as DOCX and as PDF.

One content model (`content`) says what stands on the paper; `word` and `pdf` write it, and both take every measure
from `layout`, so the two never drift apart. `forms` turns the facts of the council's work into that model: minutes
of a session, the record of a vote, an invitation, a decision to convene, a report. `fonts` finds a typeface that
really has every Vietnamese letter. Rules R10.01-R10.23 of the rule book are cited where they act.
"""
