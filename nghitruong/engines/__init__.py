"""Deep machinery, each a library in its own right: no framework, no database, no knowledge of the apps above.

`officialforms` writes documents in the form of Decree 30/2020/NĐ-CP; `spreadsheets` reads and writes tables;
`wishes` takes voters' words out of minutes.
"""
