"""Pages: deputies, the council's bodies and agencies on a day, terms, lists from spreadsheets, mergers."""
