"""Notices (thông báo): what happened, who is told of it, and by which way; readers of the outbox like any screen.

A kind of notice says which verbs it hears, who is told and in which words (`kinds.py`, registered in
`config/telling.py`); the table of `matrix.py` says by which ways, and each person may choose among them (ux 9.4). A
message waits half a minute in the tray, where the office can take it back, keeps quiet at night, is claimed before it
is sent, and is sent once: what a crash left in between is shown as not known and never sent again by itself. No message
holds what is restricted. The verbs: undo_notice, retry_message, choose_channels, mark_notices, renew_feed.
"""
