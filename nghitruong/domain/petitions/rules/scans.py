"""How long a scan is kept, and when a page counts as given up."""

from datetime import timedelta

KEEP_SCANS = timedelta(days=2)
"""How long a scan waits for whoever brought it: its pages are personal data."""
CLAIM_LASTS = timedelta(seconds=90)
"""A page takes at most 60 seconds; who claimed one longer ago has died."""
MOST_TRIES_A_PAGE = 3
"""After so many servers that died over a page it is left out."""
