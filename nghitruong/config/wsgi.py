"""Pages: ordinary threads, one database connection each."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nghitruong.config.settings")
application = get_wsgi_application()
# Every view is imported now: the first visitor would wait two seconds for it.
get_resolver().reverse_dict  # noqa: B018

from nghitruong.foundation.accounts.checks import refuse_demo_on_real_councils  # noqa: E402 - Django must be set up

refuse_demo_on_real_councils()
