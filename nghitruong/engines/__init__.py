"""Deep machinery, each a library in its own right: no framework, no database, no knowledge of the apps above.

`officialforms` writes documents in the form of Decree 30/2020/NĐ-CP; `spreadsheets` reads and writes tables;
`legacytext` turns old letter codes into Unicode; `ocr` reads pictures; `intake` makes text or rows of any file of
petitions; `wishes` takes voters' words out of minutes; `topics` says which field and level a wish belongs to;
`similarity` finds the wishes that are one matter.
"""
