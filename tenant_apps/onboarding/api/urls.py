from django.urls import path

from tenant_apps.onboarding.api import views

urlpatterns = [
    path("onboarding/", views.OnboardingView.as_view()),
    path("onboarding/step1/", views.BrandView.as_view()),
    path("onboarding/step2/", views.PersonaView.as_view()),
    path("onboarding/step3/", views.ChannelsView.as_view()),
    path("onboarding/step4/", views.PlanView.as_view()),
    path("onboarding/step5/", views.ImportView.as_view()),
    path("onboarding/finish/", views.FinishView.as_view()),
    path("onboarding/website/", views.WebsiteView.as_view()),
    path("onboarding/checklist/", views.ChecklistView.as_view()),
]
