from django.urls import path

from nghitruong.foundation.accounts.views import entry, factors, office, own, rights, tokens

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", entry.sign_in, name="sign_in"),
    path("dang-nhap/ma-xac-nhan/", entry.code, name="code"),
    path("dang-xuat/", entry.sign_out, name="sign_out"),
    path("tai-khoan/", own.account, name="account"),
    path("tai-khoan/mat-khau/", own.password, name="password"),
    path("tai-khoan/buoc-hai/", factors.second_factor, name="second_factor"),
    path("tai-khoan/buoc-hai/go-bo/", factors.remove_second_factor, name="remove_second_factor"),
    path("tai-khoan/buoc-hai/ma-du-phong/", factors.renew_recovery_codes, name="recovery_codes"),
    path("tai-khoan/may/", own.devices, name="devices"),
    path("tai-khoan/may/khac/dang-xuat/", own.sign_out_others, name="sign_out_others"),
    path("tai-khoan/may/<int:device_id>/dang-xuat/", own.sign_out_device, name="sign_out_device"),
    path("tai-khoan/hien-thi/", own.preferences, name="preferences"),
    path("tai-khoan/hien-thi/giu/", own.keep_modes, name="modes"),
    path("tai-khoan/don-vi/", own.act_in_council, name="act_in_council"),
    path("tai-khoan/khoa-api/", tokens.tokens, name="tokens"),
    path("tai-khoan/khoa-api/<int:token_id>/thu-hoi/", tokens.revoke_token, name="revoke_token"),
    path("quyen-han/", rights.rights, name="rights"),
    path("quan-tri/tai-khoan/", office.accounts, name="accounts"),
    path("quan-tri/tai-khoan/moi/", office.new_account, name="new_account"),
    path("quan-tri/tai-khoan/cho-duyet/", office.waiting, name="waiting"),
    path("quan-tri/tai-khoan/cho-duyet/vai/", office.confirm_grants, name="confirm_grants"),
    path("quan-tri/tai-khoan/vai/<int:grant_id>/ket-thuc/", office.end_grant, name="end_grant"),
    path("quan-tri/tai-khoan/<int:account_id>/", office.account_detail, name="account_detail"),
    path("quan-tri/tai-khoan/<int:account_id>/mat-khau/", office.propose_reset, name="propose_reset"),
    path("quan-tri/tai-khoan/<int:account_id>/cap-mat-khau/", office.confirm_reset, name="confirm_reset"),
    path("quan-tri/tai-khoan/<int:account_id>/dong/", office.close_account, name="close_account"),
]
