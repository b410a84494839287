"""What runs by the clock: name → `function(at) -> counts`, how often in seconds, and what it is for.

Each run stands in JobRun; `manage.py run_job <name>` runs one by hand.
"""

from typing import Any

HOUR = 3600.0

JOBS: dict[str, dict[str, Any]] = {
    "trial_expiry": {
        "run": "shared_apps.plans.jobs.trial_expiry",
        "every_s": HOUR / 4,
        "about": "Trials that are over end on the free plan.",
    },
    "billing_checks": {
        "run": "shared_apps.plans.jobs.billing_checks",
        "every_s": HOUR / 4,
        "about": "Unpaid and canceled plans end when their time is over.",
    },
    "usage_checks": {
        "run": "shared_apps.plans.jobs.usage_checks",
        "every_s": HOUR,
        "about": "Owners hear of allowances that are nearly or wholly used.",
    },
    "monthly_reset": {
        "run": "shared_apps.plans.jobs.monthly_reset",
        "every_s": HOUR / 12,
        "about": "A new month of a workspace begins and what waited goes on.",
    },
    "referral_rewards": {
        "run": "shared_apps.referrals.jobs.referral_rewards",
        "every_s": HOUR,
        "about": "Who referred enough gets the next plan, who lost them gives it back.",
    },
    "referral_stats": {
        "run": "shared_apps.referrals.jobs.referral_stats",
        "every_s": HOUR,
        "about": "Referred workspaces become active, and leave.",
    },
    "stripe_reconciliation": {
        "run": "shared_apps.billing.tasks.reconcile_all",
        "every_s": 24 * HOUR,
        "about": "Plans, invoices and accounts are compared with Stripe, in case one of its messages was lost.",
    },
    "domain_checks": {
        "run": "tenants.domains.check_domains",
        "every_s": HOUR / 6,
        "about": "Domains of workspaces are proved by their DNS, and lost with the proof.",
    },
    "tenant_purge": {
        "run": "tenants.purging.purge_due",
        "every_s": HOUR,
        "about": "Workspaces whose grace is over are removed for good, and archives that are too old.",
    },
    "deletion_reminders": {
        "run": "tenants.reminding.remind_due",
        "every_s": HOUR,
        "about": "Owners are reminded some days before their deleted workspace is removed for good.",
    },
    "company_counts": {
        "run": "shared_apps.console.companies.counting.count_companies",
        "every_s": HOUR / 12,
        "about": "The console's numbers of every company are brought up to now.",
    },
    "channel_mirror": {
        "run": "shared_apps.console.channels.mirror.copy_all",
        "every_s": HOUR,
        "about": "The console's list of channels is compared with every workspace, in case a fact was lost.",
    },
    "file_clean_up": {
        "run": "tenant_apps.files.jobs.file_clean_up",
        "every_s": 24 * HOUR,
        "about": "Files that were uploaded and used by nothing are removed.",
    },
    "session_clean_up": {
        "run": "shared_apps.accounts.jobs.session_clean_up",
        "every_s": 6 * HOUR,
        "about": "Sign-ins that ran out are ended, and what ended long ago is forgotten.",
    },
}
JOB_BEATS = {
    f"job-{name}": {"task": "shared_apps.jobs.tasks.run_job", "schedule": job["every_s"], "args": [name]}
    for name, job in JOBS.items()
}
