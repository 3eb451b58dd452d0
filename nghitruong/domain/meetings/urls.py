"""The addresses of meetings for the office."""

from django.urls import path

from nghitruong.domain.meetings.views import items, meetings

app_name = "meetings"
urlpatterns = [
    path("ky-hop/", meetings.meeting_list, name="list"),
    path("ky-hop/moi/", meetings.new_meeting, name="new"),
    path("ky-hop/<int:meeting_id>/", meetings.detail, name="detail"),
    path("ky-hop/<int:meeting_id>/sua/", meetings.change, name="change"),
    path("ky-hop/<int:meeting_id>/moi-hop/", meetings.invite, name="invite"),
    path("ky-hop/<int:meeting_id>/hoan/", meetings.stop, {"verb": "hoan"}, name="postpone"),
    path("ky-hop/<int:meeting_id>/huy/", meetings.stop, {"verb": "huy"}, name="cancel"),
    path("ky-hop/<int:meeting_id>/hoan-tat/", meetings.complete, name="complete"),
    path("ky-hop/<int:meeting_id>/noi-dung/", meetings.add_item, name="add_item"),
    path("ky-hop/<int:meeting_id>/giao-viec/", meetings.assign_task, name="assign_task"),
    path("ky-hop/<int:meeting_id>/thanh-phan/", items.participants, name="participants"),
    path("ky-hop/noi-dung/<int:item_id>/", items.change, name="item"),
    path("ky-hop/noi-dung/<int:item_id>/cho/<int:position>/", items.move, name="move_item"),
    path("ky-hop/noi-dung/<int:item_id>/rut/", items.withdraw, name="withdraw_item"),
    path("ky-hop/noi-dung/<int:item_id>/tai-lieu/", items.add_papers, name="add_papers"),
    path("ky-hop/tai-lieu/<int:paper_id>/bo/", items.remove_paper, name="remove_paper"),
]
