import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Copy, Gift, Share2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useLanguage } from "@/shared/i18n";
import { dayOnly } from "@/shared/lib/dates";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { More } from "@/shared/ui/More";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { useCopy } from "@/shared/ui/useCopy";
import { codeQuery, type Referral, referralsQuery, type Stats, statsQuery } from "./api";

const TONES = { pending: "honey", active: "sage", left: "neutral", rejected: "danger" } as const;

function LinkLine() {
  const { t } = useTranslation();
  const copy = useCopy();
  const { data } = useQuery(codeQuery);
  if (!data) return <div className="h-11" />;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 basis-60 rounded-xl bg-sunken px-3.5 py-2.5 text-sm break-all">
          <span className="sr-only">{t("referrals.link")}: </span>
          {data.link}
        </p>
        <Button look="primary" onClick={() => void copy(data.link, t("referrals.copied"))}>
          <Copy aria-hidden="true" className="size-4" />
          {t("referrals.copy")}
        </Button>
        {"share" in navigator && (
          <Button onClick={() => void navigator.share({ url: data.link }).catch(() => undefined)}>
            <Share2 aria-hidden="true" className="size-4" />
            {t("referrals.share")}
          </Button>
        )}
      </div>
      <p className="text-[13px] text-ink-3">{t("referrals.code", { code: data.code })}</p>
    </div>
  );
}

function Progress({ stats }: { stats: Stats }) {
  const { t } = useTranslation();
  const { active, needed, reward, next_reward } = stats;
  const text = t("referrals.progress", { active, needed });
  const count = Math.max(needed - active, 0);
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm font-medium">{text}</p>
      <div aria-hidden="true" className="h-2.5 overflow-hidden rounded-full bg-sunken">
        <div
          className="h-full rounded-full bg-primary"
          style={{ width: `${Math.min(100, (active * 100) / needed)}%` }}
        />
      </div>
      <p className="text-sm text-ink-2">
        {reward
          ? t("referrals.earned", { plan: reward })
          : next_reward
            ? t("referrals.toGo", { count, plan: next_reward })
            : t("referrals.highest")}
      </p>
      <dl className="mt-2 grid grid-cols-2 gap-3 text-sm sm:grid-cols-4">
        {(
          [
            ["signedUp", stats.signed_up],
            ["active", stats.active],
            ["left", stats.left],
            ["rejected", stats.rejected],
          ] as const
        ).map(([name, value]) => (
          <div key={name} className="rounded-2xl bg-sunken px-3.5 py-2.5">
            <dt className="text-[13px] text-ink-2">{t(`referrals.${name}`)}</dt>
            <dd className="text-lg font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Row({ referral }: { referral: Referral }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3 text-sm">
      <div className="min-w-0">
        <p className="font-medium break-words">{referral.name}</p>
        <p className="text-[13px] text-ink-3">
          {dayOnly(referral.created_at, language)}
          {referral.reason && ` · ${t(`referrals.why.${referral.reason}`)}`}
        </p>
      </div>
      <Badge tone={TONES[referral.state]}>{t(`referrals.stateOf.${referral.state}`)}</Badge>
    </li>
  );
}

/** The settings' page "Invite salons": the link, how far one is, and who came. */
export function ReferralsSection() {
  const { t } = useTranslation();
  const stats = useQuery(statsQuery);
  const list = useInfiniteQuery(referralsQuery);
  const { data, error, refetch } = list;
  const rows = flatten(data);
  if (stats.error) return <Failed error={stats.error} onRetry={() => void stats.refetch()} />;
  if (!stats.data) return <Bones rows={2} className="h-40 rounded-3xl" />;
  return (
    <div className="flex flex-col gap-6">
      <Card title={t("referrals.title")} text={t("referrals.text", { needed: stats.data.needed })}>
        <div className="flex flex-col gap-6">
          <LinkLine />
          <Progress stats={stats.data} />
        </div>
      </Card>
      <Card title={t("referrals.list")} text={t("referrals.how")}>
        {error && <Failed error={error} onRetry={() => void refetch()} />}
        {data && rows.length === 0 && (
          <Empty picture={<Gift />} title={t("referrals.empty")} text={t("referrals.emptyText")} />
        )}
        <ul className="divide-y">
          {rows.map((referral) => (
            <Row key={referral.id} referral={referral} />
          ))}
        </ul>
        <More list={list} className="mt-3" />
      </Card>
    </div>
  );
}
