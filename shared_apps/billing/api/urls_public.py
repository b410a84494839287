from django.urls import path

from shared_apps.billing.api.webhook import StripeWebhookView

urlpatterns = [path("finance/payments/stripe-webhook/", StripeWebhookView.as_view())]
