"""The addresses of voters' petitions."""

from django.urls import path

from nghitruong.domain.petitions.views import answering, contacts, export, intake, lists, papers, petitions, reports

app_name = "petitions"
urlpatterns = [
    path("tiep-xuc/", contacts.round_list, name="rounds"),
    path("tiep-xuc/moi/", contacts.new_round, name="new_round"),
    path("tiep-xuc/<int:round_id>/", contacts.round_page, name="round"),
    path("tiep-xuc/<int:round_id>/diem/", contacts.new_site, name="new_site"),
    path("tiep-xuc/<int:round_id>/cong-bo/", contacts.publish, name="publish_round"),
    path("tiep-xuc/<int:round_id>/ket-thuc/", contacts.close, name="close_round"),
    path("tiep-xuc/diem/<int:site_id>/", contacts.site_page, name="site"),
    path("tiep-xuc/diem/<int:site_id>/ket-qua/", contacts.record_site, name="record_site"),
    path("tiep-xuc/diem/<int:site_id>/hua/", contacts.promise, name="promise"),
    path("tiep-xuc/diem/<int:site_id>/bao-lai/", contacts.report_back, name="report_back"),
    path("kien-nghi/", lists.petition_list, name="list"),
    path("kien-nghi/chuyen/", lists.forward, name="forward"),
    path("kien-nghi/da-chuyen/", lists.sent, name="sent"),
    path("kien-nghi/hoan-tac/", lists.recall, name="recall"),
    path("kien-nghi/bo-loc/", lists.keep_filter, name="keep_filter"),
    path("kien-nghi/duyet/", answering.approvals, name="approvals"),
    path("kien-nghi/duyet/<int:reply_id>/", answering.approve, name="approve"),
    path("kien-nghi/nhap/", intake.new_intake, name="intake"),
    path("kien-nghi/ghi/", intake.note, name="note"),
    path("kien-nghi/nguon/<int:intake_id>/", intake.review, name="review"),
    path("kien-nghi/nguon/<int:intake_id>/chuyen/", intake.check, name="check"),
    path("kien-nghi/tra-loi-thang/", reports.answers, name="answers"),
    path("kien-nghi/tra-loi-thang.<str:form>", reports.answers_paper, name="answers_paper"),
    path("kien-nghi/xuat.xlsx", export.export, name="export"),
    path("kien-nghi/nhiem-ky/", reports.whole_term, name="term"),
    path("kien-nghi/chi-tieu/", reports.aim, name="aim"),
    path("kien-nghi/hai-long/", reports.satisfied, name="satisfaction"),
    path("kien-nghi/tong-hop/", papers.gathered, name="gathered"),
    path("kien-nghi/tong-hop.<str:form>", papers.gathered_paper, name="gathered_paper"),
    path("kien-nghi/<slug:code>/cong-van.<str:form>", papers.letter, name="letter"),
    path("kien-nghi/<slug:code>/phieu-tiep-nhan/<int:voice_id>.<str:form>", papers.receipt_paper, name="receipt"),
    path("kien-nghi/<slug:code>/", petitions.detail, name="detail"),
    path("kien-nghi/<slug:code>/tra-loi/", answering.reply, name="reply"),
    path("kien-nghi/<slug:code>/sua/", petitions.amend, name="amend"),
    path("kien-nghi/<slug:code>/tach/", intake.split, name="split"),
    path("kien-nghi/<slug:code>/phan-loai/", petitions.classify, name="classify"),
    path("kien-nghi/<slug:code>/gop/", petitions.merge, name="merge"),
    path("kien-nghi/<slug:code>/tra-lai/", petitions.return_reply, name="return_reply"),
    path("kien-nghi/<slug:code>/tra-loi-giay/", petitions.enter_reply, name="enter_reply"),
    path("kien-nghi/<slug:code>/<slug:verb>/", petitions.act, name="act"),
]
