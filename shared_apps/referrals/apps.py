from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "shared_apps.referrals"
