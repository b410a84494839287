from tenant_apps.channels.outbound import AccountCredentials
from tests.contract.samples.base import Sample, sign_as_meta

SAMPLE = Sample(
    sign=sign_as_meta,
    unknown="field_of_tomorrow",
    recipient=(("igsid", "8800000000000001"),),
    damaged=frozenset({"batch_damaged"}),
    account=AccountCredentials(
        "17841400000000001",
        {"access_token": "token-of-the-tests"},
        {"login": "facebook", "page_id": "100200300400500"},
    ),
)
