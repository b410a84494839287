from django.urls import path

from shared_apps.billing.api import finance, views
from shared_apps.billing.api.webhook import StripeWebhookView

urlpatterns = [
    path("subscriptions/billing/", views.BillingView.as_view()),
    path("subscriptions/refresh/", views.RefreshView.as_view()),
    path("subscriptions/checkout/", views.CheckoutView.as_view()),
    path("subscriptions/preview/", views.PreviewView.as_view()),
    path("subscriptions/change/", views.ChangeView.as_view()),
    path("subscriptions/cancel/", views.CancelView.as_view()),
    path("subscriptions/resume/", views.ResumeView.as_view()),
    path("subscriptions/portal/", views.PortalView.as_view()),
    path("subscriptions/activate-code/", views.ActivateView.as_view()),
    path("finance-data/", finance.FinanceView.as_view()),
    path("finance/payments/", finance.PaymentsView.as_view()),
    path("finance/payments/stripe-webhook/", StripeWebhookView.as_view()),
    path("finance/payments/<uuid:id>/", finance.PaymentView.as_view()),
    path("finance/payments/<uuid:id>/refund/", finance.RefundView.as_view()),
    path("finance/connect/", finance.ConnectView.as_view()),
    path("finance/connect/onboard/", finance.OnboardView.as_view()),
    path("finance/connect/dashboard/", finance.DashboardView.as_view()),
    path("finance/connect/success/", finance.ConnectSuccessView.as_view()),
    path("finance/connect/refresh/", finance.ConnectRefreshView.as_view()),
    # The names that another product has for them.
    path("finance/create-checkout/", views.CheckoutAlias.as_view()),
    path("finance/create-subscriptions/", views.CheckoutAlias.as_view()),
    path("finance/cancel-subscription/", views.CancelAlias.as_view()),
]
