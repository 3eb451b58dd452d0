"""The words of each kind of notice, one file a room; a new noun brings a file and is named in config/telling.py."""
