"""The outbox: an event is a row, written with the change. Screens, mails and webhooks read the same rows.

`announce` is a verb's last line. The table is the truth; what wakes the readers (a notification, Redis, SQLite's own
change counter) is only a hint.
"""
