"""Pages: ordinary threads, one database connection each."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nghitruong.config.settings")
application = get_wsgi_application()

from nghitruong.foundation.accounts.checks import refuse_demo_on_real_councils  # noqa: E402 - Django must be set up

refuse_demo_on_real_councils()
