from django.urls import path

from nghitruong.foundation.law.views import changes, days, reasons, table

app_name = "law"
urlpatterns = [
    path("quy-tac/", table.rule_list, name="rules"),
    path("quy-tac/van-ban/", reasons.instruments, name="instruments"),
    path("quy-tac/ngay-lam-viec/", days.day_list, name="days"),
    path("quy-tac/ngay-lam-viec/<int:number>/thu-hoi/", days.withdraw_day, name="withdraw_day"),
    path("quy-tac/gia-tri-rieng/<int:number>/thu-hoi/", changes.withdraw_override, name="withdraw_override"),
    path("quy-tac/xac-nhan/<int:number>/thu-hoi/", changes.withdraw_confirmation, name="withdraw_confirmation"),
    path("quy-tac/<str:row_id>/xac-nhan/", changes.confirm, name="confirm"),
    path("quy-tac/<str:key>/gia-tri-rieng/", changes.override, name="override"),
    path("quy-tac/<str:key>/", table.rule, name="rule"),
    path("vi-sao/<int:line_id>/", reasons.why, name="why"),
]
