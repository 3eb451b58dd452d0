"""The product's own settings in a folder that goes away, with a hasher that does not cost the suite its minute."""

import atexit
import os
import shutil
import tempfile

if "NGHITRUONG_TEST_DATA" not in os.environ:
    # Workers of one run inherit the folder; only the process that made it removes it.
    folder = tempfile.mkdtemp(prefix="nghitruong-test-")
    os.environ["NGHITRUONG_TEST_DATA"] = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ["NGHITRUONG_DATA"] = os.environ["NGHITRUONG_TEST_DATA"]

from nghitruong.config.settings import *  # noqa: F403 - the folder must be named before the settings are read

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # One process of a test run asks all that all the processes of a server ask: 128 prepared statements are too few.
    DATABASES["default"]["OPTIONS"]["cached_statements"] = 1000  # noqa: F405
    # Rows have no order of their own: whoever relies on one without asking for it learns it here, not on PostgreSQL.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA reverse_unordered_selects=ON;"  # noqa: F405
WHITENOISE_AUTOREFRESH = True  # otherwise every client of a test lists the files of the pages first
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
