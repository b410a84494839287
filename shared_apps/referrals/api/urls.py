from django.urls import path

from shared_apps.referrals.api import views

urlpatterns = [
    path("referrals/my-code/", views.MyCodeView.as_view()),
    path("referrals/stats/", views.StatsView.as_view()),
    path("referrals/list/", views.ReferralsView.as_view()),
]
