"""The addresses for programs."""

from django.urls import path, re_path

from nghitruong.outer.api.ballots import answer_ballot
from nghitruong.outer.api.service import api, missing

urlpatterns = [
    path("api/v1/polls/<int:poll_id>/ballot", answer_ballot),
    path("api/v1/", api.urls),
    re_path(r"^api/(?P<path>.*)$", missing),
]
