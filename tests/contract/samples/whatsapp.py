from tests.contract.samples.base import Sample, sign_as_meta

SAMPLE = Sample(
    sign=sign_as_meta,
    unknown="field_of_tomorrow",
    recipient=(("wa_id", "380671112233"),),
    damaged=frozenset({"batch_damaged", "history_threads"}),
)
