"""The addresses of letters, receptions and the cards of denunciations."""

from django.urls import path

from nghitruong.domain.letters.views import cards, files, letters, lists, papers, reception

app_name = "letters"
urlpatterns = [
    path("don-thu/", lists.letter_list, name="list"),
    path("don-thu/vao-so/", letters.register, name="register"),
    path("don-thu/so-lieu/", lists.review, name="review"),
    path("don-thu/tu-kien-nghi/<slug:code>/", letters.take_in, name="take_in"),
    path("don-thu/nguoi-gui/<int:sender_id>/rut/", letters.withdraw, name="withdraw"),
    path("don-thu/<slug:code>/", letters.detail, name="detail"),
    path("don-thu/<slug:code>/<slug:paper>.<slug:form>", papers.slip, name="slip"),
    path("don-thu/<slug:code>/gop/", letters.merge, name="merge"),
    path("don-thu/<slug:code>/tep/", files.attach, name="attach_file"),
    path("don-thu/<slug:code>/tep/<int:file_id>/", files.hand_out, name="file"),
    path("don-thu/<slug:code>/tep/<int:file_id>/bo/", files.remove, name="remove_file"),
    path("don-thu/<slug:code>/<slug:verb>/", letters.act, name="act"),
    path("tiep-dan/", reception.schedule, name="schedule"),
    path("tiep-dan/len-lich/", reception.plan, name="plan"),
    path("tiep-dan/niem-yet/", reception.post, name="post"),
    path("tiep-dan/so/", reception.register, name="visits"),
    path("tiep-dan/so/ghi/", reception.visit, name="visit"),
    path("tiep-dan/so/tu-choi/", reception.refuse, name="refuse_visit"),
    path("tiep-dan/so/<slug:code>/thong-bao/", reception.notice, name="notice"),
    path("tiep-dan/so/<slug:code>/ket-luan/", reception.conclude, name="conclude_visit"),
    path("tiep-dan/so/<slug:code>/ket-luan.<slug:form>", papers.conclusion, name="conclusion_paper"),
    path("tiep-dan/so/<slug:code>/tu-choi.<slug:form>", papers.refusal, name="refusal_paper"),
    path("tiep-dan/hen/<int:slot_id>/<slug:verb>/", reception.answer_slot, name="slot"),
    path("tiep-dan/<int:day_id>/", reception.day, name="day"),
    path("tiep-dan/<int:day_id>/<slug:verb>/", reception.act, name="day_act"),
    path("to-cao/", cards.card_list, name="cards"),
    path("to-cao/lap/", cards.register, name="register_card"),
    path("to-cao/<slug:code>/", cards.detail, name="card"),
    path("to-cao/<slug:code>/doc/", cards.read, name="read"),
    path("to-cao/<slug:code>/<slug:verb>/", cards.act, name="card_act"),
]
