"""Pages: the way in and out, one's own account, the accounts of a council, who may do what."""
