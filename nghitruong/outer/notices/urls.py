"""The addresses of notices: one's own, the office's tray, the calendar without a sign-in."""

from django.urls import path

from nghitruong.outer.notices.views import feed, own, tray

app_name = "notices"
urlpatterns = [
    path("thong-bao/", own.inbox, name="inbox"),
    path("thong-bao/da-xem/", own.mark_all, name="mark_all"),
    path("thong-bao/<int:message_id>/mo/", own.open_notice, name="open"),
    path("thong-bao/cach-nhan/", own.preferences, name="preferences"),
    path("thong-bao/lich/doi-dia-chi/", own.renew, name="renew_feed"),
    path("thong-bao/hang-gui/", tray.tray, name="tray"),
    path("thong-bao/hang-gui/hoan-tac/", tray.undo, name="undo"),
    path("thong-bao/hang-gui/<int:message_id>/gui-lai/", tray.retry, name="retry"),
    path("lich/<slug:secret>.ics", feed.calendar_file, name="feed"),
]
