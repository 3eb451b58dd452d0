from django.urls import path

from nghitruong.foundation.search import views

app_name = "search"
urlpatterns = [path("tim-kiem/", views.page, name="page")]
