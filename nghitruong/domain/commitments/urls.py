"""The addresses of what is owed."""

from django.urls import path

from nghitruong.domain.commitments.views import debts, lists, plans

app_name = "commitments"
urlpatterns = [
    path("cam-ket/", lists.commitment_list, name="list"),
    path("cam-ket/moi/", debts.new_commitment, name="new"),
    path("cam-ket/don-doc/", lists.remind, name="remind"),
    path("cam-ket/thang/", lists.statement, name="statement"),
    path("cam-ket/lich/", plans.month_page, name="month"),
    path("cam-ket/moc/<int:milestone_id>/dat/", plans.reach, name="reach_milestone"),
    path("cam-ket/moc/<int:milestone_id>/bo/", plans.drop, name="drop_milestone"),
    path("cam-ket/gia-han/<int:extension_id>/<slug:verb>/", debts.answer_extension, name="answer_extension"),
    path("cam-ket/<int:number>/", debts.detail, name="detail"),
    path("cam-ket/<int:number>/ket-qua/", debts.report, name="report"),
    path("cam-ket/<int:number>/gia-han/", debts.ask_extension, name="ask_extension"),
    path("cam-ket/<int:number>/moc/", plans.plan, name="plan_milestone"),
    path("cam-ket/<int:number>/xu-ly/", debts.escalate, name="escalate"),
    path("cam-ket/<int:number>/tam-dung/", debts.stop_clock, name="stop_clock"),
    path("cam-ket/<int:number>/<slug:verb>/", debts.act, name="act"),
]
