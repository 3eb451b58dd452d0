from django.urls import path

from nghitruong.foundation.documents.views import changes, files, papers, table

app_name = "documents"
urlpatterns = [
    path("tai-lieu/", table.document_list, name="list"),
    path("tai-lieu/nap/", papers.bring_papers, name="upload"),
    path("tai-lieu/<int:document_id>/", table.detail, name="detail"),
    path("tai-lieu/<int:document_id>/tai/", files.latest_file, name="file"),
    path("tai-lieu/ban/<int:version_id>/tai/", files.version_file, name="version_file"),
    path("tai-lieu/<int:document_id>/ban-moi/", changes.new_version, name="new_version"),
    path("tai-lieu/<int:document_id>/sua/", changes.correct, name="correct"),
    path("tai-lieu/<int:document_id>/so/", changes.number, name="number"),
    path("tai-lieu/<int:document_id>/quyen-xem/", changes.access, name="access"),
    path("tai-lieu/<int:document_id>/thu-hoi/", changes.withdraw, name="withdraw"),
    path("cong/<str:code>/tai-lieu/<int:document_id>/tai/", files.public_file, name="public_file"),
]
