"""The public addresses of a council: `/cong/<code of its unit>/…`."""

from django.urls import URLPattern, path

from nghitruong.outer.portal.views import (
    commenting,
    deputies,
    finding,
    following,
    meetings,
    own,
    petitions,
    reception,
    site,
    submitting,
)

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("cong/<slug:code>/", site.home, name="home"),
    path("cong/<slug:code>/lien-he/", site.contact, name="contact"),
    path("cong/<slug:code>/tim-kiem/", finding.search, name="search"),
    path("cong/<slug:code>/dai-bieu/", deputies.deputy_list, name="deputies"),
    path("cong/<slug:code>/dai-bieu/<slug:slug>/", deputies.deputy, name="deputy"),
    path("cong/<slug:code>/kien-nghi/", petitions.petition_list, name="petitions"),
    path("cong/<slug:code>/kien-nghi/so-lieu/", petitions.numbers, name="petition_numbers"),
    path("cong/<slug:code>/kien-nghi/tra-cuu/", petitions.look_up, name="look_up"),
    path("cong/<slug:code>/kien-nghi/gui/", submitting.submit, name="submit_petition"),
    path("cong/<slug:code>/kien-nghi/khieu-nai-to-cao/", petitions.complaints, name="complaints"),
    path("cong/<slug:code>/kien-nghi/xac-nhan/<slug:confirm_code>/", following.confirm, name="confirm_following"),
    path("cong/<slug:code>/kien-nghi/thoi-theo-doi/<slug:leave_code>/", following.leave, name="leave_petition"),
    path("cong/<slug:code>/kien-nghi/<slug:petition_code>/", petitions.petition, name="petition"),
    path(
        "cong/<slug:code>/kien-nghi/<slug:petition_code>/anh/<int:photo_id>.jpg",
        petitions.photo,
        name="petition_photo",
    ),
    path("cong/<slug:code>/kien-nghi/<slug:petition_code>/theo-doi/", following.follow, name="follow_petition"),
    path("cong/<slug:code>/kien-nghi/<slug:petition_code>/y-kien/", commenting.comment, name="comment"),
    path("cong/<slug:code>/kien-nghi/<slug:petition_code>/ma/<slug:private_code>/", own.by_link, name="own_link"),
    path("cong/<slug:code>/kien-nghi/<slug:petition_code>/rieng/", own.own, name="own"),
    path("cong/<slug:code>/kien-nghi/<slug:petition_code>/rieng/phieu/", own.receipt, name="receipt"),
    path("cong/<slug:code>/kien-nghi/<slug:petition_code>/rieng/danh-gia/", own.judge, name="judge"),
    path("cong/<slug:code>/kien-nghi/<slug:petition_code>/rieng/bo-sung/", own.add, name="add_words"),
    path("cong/<slug:code>/kien-nghi/<slug:petition_code>/rieng/dung-tin/", own.stop, name="stop_messages"),
    path("cong/<slug:code>/kien-nghi/<slug:petition_code>/rieng/rut-anh/", own.take_back, name="take_back_photos"),
    path("cong/<slug:code>/kien-nghi/<slug:petition_code>/rieng/dong/", own.close, name="close_own"),
    path("cong/<slug:code>/quyen-rieng-tu/", petitions.privacy, name="privacy"),
    path("cong/<slug:code>/lich-tiep-dan/", reception.schedule, name="reception"),
    path("cong/<slug:code>/lich-tiep-dan/hen/", reception.appointment, name="appointment"),
    path("cong/<slug:code>/lich-tiep-dan/hen/huy/", reception.cancel, name="cancel_appointment"),
    path("cong/<slug:code>/lich-tiep-dan/hen/dong/", reception.close, name="close_appointment"),
    path("cong/<slug:code>/lich-tiep-dan/<int:day_id>/hen/", reception.ask, name="ask_appointment"),
    path("cong/<slug:code>/ky-hop/", meetings.meeting_list, name="meetings"),
    path("cong/<slug:code>/ky-hop/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("cong/<slug:code>/ky-hop/<int:meeting_id>/dien-bien/", meetings.live_area, name="live_area"),
    path("cong/<slug:code>/ky-hop/<int:meeting_id>/bieu-quyet/<int:poll_id>/", meetings.vote, name="vote"),
    path(
        "cong/<slug:code>/ky-hop/<int:meeting_id>/bieu-quyet/<int:poll_id>/ban-ghi.json",
        meetings.vote_record,
        name="vote_record",
    ),
]
