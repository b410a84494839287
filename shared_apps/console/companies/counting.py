"""Count all businesses in a handful of statements over public tables; nobody's schema is entered."""

from datetime import datetime

from django.db import connection, transaction

# What the meters say, over all their writers and months. A meter of a month that is over counts for no month.
_USED = """
    SELECT schema,
           coalesce(sum(used) FILTER (WHERE meter = 'messages'), 0)::bigint AS messages,
           coalesce(sum(used) FILTER (WHERE meter = 'conversations'), 0)::bigint AS conversations,
           coalesce(sum(used) FILTER (
               WHERE meter = 'messages' AND month = newest AND newest > %(at)s::date - 32
           ), 0)::bigint AS messages_month
    FROM (SELECT t.*, max(month) OVER (PARTITION BY schema) AS newest FROM public.plans_tally t) tallies
    GROUP BY schema
"""
# Old months are forgotten after a year, which makes totals smaller: less is never counted as activity.
# A business that is counted for the first time has its past behind it, unless it was born today.
_DAYS = f"""
    INSERT INTO public.console_companyday AS d (tenant_id, day, messages, conversations)
    SELECT t.id, %(at)s::date,
           greatest(u.messages - coalesce(c.messages, 0), 0),
           greatest(u.conversations - coalesce(c.conversations, 0), 0)
    FROM ({_USED}) u
    JOIN public.tenants_tenant t ON t.schema_name = u.schema
    LEFT JOIN public.console_company c ON c.tenant_id = t.id
    WHERE (c.tenant_id IS NOT NULL OR t.created_at > %(at)s - interval '1 day')
      AND (u.messages > coalesce(c.messages, 0) OR u.conversations > coalesce(c.conversations, 0))
    ON CONFLICT (tenant_id, day) DO UPDATE
    SET messages = d.messages + excluded.messages, conversations = d.conversations + excluded.conversations
"""  # noqa: S608 - no values in it
_COMPANIES = f"""
    INSERT INTO public.console_company AS c
        (tenant_id, members, channels, channels_failing, messages, conversations, messages_month,
         last_active_at, counted_at)
    SELECT t.id, coalesce(m.n, 0), coalesce(ch.n, 0), coalesce(ch.failing, 0), coalesce(u.messages, 0),
           coalesce(u.conversations, 0), coalesce(u.messages_month, 0),
           CASE WHEN u.messages > 0 AND t.created_at > %(at)s - interval '1 day' THEN %(at)s END, %(at)s
    FROM public.tenants_tenant t
    LEFT JOIN (SELECT tenant_id, count(*) AS n FROM public.tenants_membership GROUP BY 1) m
        ON m.tenant_id = t.id
    LEFT JOIN (
        SELECT tenant_id, count(*) FILTER (WHERE state <> 'disconnected') AS n,
               count(*) FILTER (WHERE state = 'error') AS failing
        FROM public.console_channel GROUP BY 1
    ) ch ON ch.tenant_id = t.id
    LEFT JOIN ({_USED}) u ON u.schema = t.schema_name
    ON CONFLICT (tenant_id) DO UPDATE SET
        members = excluded.members, channels = excluded.channels,
        channels_failing = excluded.channels_failing, messages = excluded.messages,
        conversations = excluded.conversations, messages_month = excluded.messages_month,
        last_active_at = CASE WHEN excluded.messages > c.messages THEN excluded.counted_at
                         ELSE c.last_active_at END,
        counted_at = excluded.counted_at
    WHERE (c.members, c.channels, c.channels_failing, c.messages, c.conversations, c.messages_month)
        IS DISTINCT FROM (excluded.members, excluded.channels, excluded.channels_failing, excluded.messages,
                          excluded.conversations, excluded.messages_month)
"""  # noqa: S608 - no values in it


def count_companies(at: datetime) -> dict[str, int]:
    """Bring the numbers of all businesses up to `at`; a job, idempotent."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_DAYS, {"at": at})
        active = cursor.rowcount
        cursor.execute(_COMPANIES, {"at": at})
        return {"active": active, "changed": cursor.rowcount}
