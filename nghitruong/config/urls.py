"""Every address of the house, room by room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("nghitruong.outer.desk.urls")),
    path("events/", include("nghitruong.foundation.events.urls")),
    path("", include("nghitruong.web.urls")),
    path("", include("nghitruong.foundation.law.urls")),
    path("", include("nghitruong.foundation.accounts.urls")),
    path("", include("nghitruong.foundation.councils.urls")),
    path("", include("nghitruong.foundation.documents.urls")),
    path("", include("nghitruong.foundation.search.urls")),
    path("", include("nghitruong.domain.commitments.urls")),
    path("", include("nghitruong.domain.petitions.urls")),
    path("", include("nghitruong.domain.letters.urls")),
    path("", include("nghitruong.domain.meetings.urls")),
    path("", include("nghitruong.domain.room.urls")),
    path("", include("nghitruong.outer.notices.urls")),
    path("", include("nghitruong.outer.api.urls")),
    path("", include("nghitruong.outer.health.urls")),
    path("", include("nghitruong.outer.portal.urls")),
    path("", include("nghitruong.outer.demo.urls")),
]

handler400 = "nghitruong.web.errors.bad_request"
handler403 = "nghitruong.web.errors.permission_denied"
handler404 = "nghitruong.web.errors.page_not_found"
handler500 = "nghitruong.web.errors.server_error"
