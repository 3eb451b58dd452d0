"""Give every account of a stage the same password and print the user names: `python -m bench._passwords WORD`."""

import json
import sys

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402 - Django must be set up first

from nghitruong.foundation.accounts.models import Account  # noqa: E402

if __name__ == "__main__":
    Account.objects.update(password=make_password(sys.argv[1]))
    print(json.dumps(list(Account.objects.order_by("id").values_list("username", flat=True))))
