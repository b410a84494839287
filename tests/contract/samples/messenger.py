from tests.contract.samples.base import Sample, sign_as_meta

SAMPLE = Sample(
    sign=sign_as_meta,
    unknown="field_of_tomorrow",
    recipient=(("psid", "7300000000000001"),),
    damaged=frozenset({"batch_damaged"}),
)
