"""The address that everybody starts from, and the page of today."""

from django.urls import URLPattern, path

from nghitruong.outer.desk.views import province, today

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", today.home, name="home"),
    path("viec-hom-nay/", today.today, name="today"),
    path("viec-hom-nay/viec/", today.task_area, name="task_area"),
    path("tinh/", province.province, name="province"),
]
