"""The addresses of the room."""

from django.urls import path

from nghitruong.domain.room.views import pages as views
from nghitruong.domain.room.views import papers

app_name = "room"
urlpatterns = [
    path("phong-hop/", views.door, name="door"),
    path("phong-hop/<int:meeting_id>/", views.deputy, name="deputy"),
    path("phong-hop/<int:meeting_id>/dien-bien/", views.deputy_area, name="deputy_area"),
    path("phong-hop/<int:meeting_id>/rieng/", views.own_area, name="own_area"),
    path("phong-hop/<int:meeting_id>/phieu/", views.ballot_area, name="ballot_area"),
    path("phong-hop/<int:meeting_id>/diem-danh/", views.check_in, name="check_in"),
    path("phong-hop/<int:meeting_id>/chu-toa/", views.chair, name="chair"),
    path("phong-hop/<int:meeting_id>/chu-toa/dien-bien/", views.chair_area, name="chair_area"),
    path("phong-hop/<int:meeting_id>/thu-ky/", views.secretary, name="secretary"),
    path("phong-hop/<int:meeting_id>/thu-ky/dien-bien/", views.secretary_area, name="secretary_area"),
    path("phong-hop/<int:meeting_id>/chu-toa/chua-gui/", views.unsent_area, name="unsent_area"),
    path("phong-hop/<int:meeting_id>/thu-ky/hoi-truong/", views.hall_area, name="hall_area"),
    path("phong-hop/<int:meeting_id>/thu-ky/bien-ban/", views.minutes_area, name="minutes_area"),
    path("phong-hop/<int:meeting_id>/bam/<slug:name>/", views.press, name="press"),
    path("phong-hop/bieu-quyet/<int:poll_id>/", views.ballot, name="ballot"),
    path("phong-hop/noi-dung/<int:item_id>/phat-bieu/", views.ask_for_floor, name="ask_for_floor"),
    path("phong-hop/phat-bieu/<int:request_id>/rut/", views.withdraw, name="withdraw"),
    path("phong-hop/phat-bieu/<int:request_id>/moi/", views.call, name="call"),
    path("phong-hop/phat-bieu/<int:request_id>/them/", views.extend, name="extend_speech"),
    path("phong-hop/phat-bieu/<int:request_id>/xong/", views.end_speech, name="end_speech"),
    path("phong-hop/<int:meeting_id>/bien-ban.<str:form>", papers.minutes, name="minutes"),
    path("phong-hop/bieu-quyet/<int:poll_id>/ket-qua.<str:form>", papers.vote, name="vote_record"),
    path("man-hinh/<str:code>/", views.wall, name="wall"),
    path("man-hinh/<str:code>/dien-bien/", views.wall_area, name="wall_area"),
]
