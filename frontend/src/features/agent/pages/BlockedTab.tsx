import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useLanguage } from "@/shared/i18n";
import { fullWhen } from "@/shared/lib/dates";
import { Badge } from "@/shared/ui/Badge";
import { SelectField } from "@/shared/ui/Field";
import { More } from "@/shared/ui/More";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { type Blocked, type BlockedKind, blockedQuery } from "../insight";

const KINDS = [
  "order",
  "document_order",
  "ungrounded",
  "promise",
  "own_instructions",
  "secret",
  "contact_data",
  "obeyed",
  "harassment",
  "self_harm",
  "topic",
] as const satisfies readonly BlockedKind[];

function Row({ row }: { row: Blocked }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <li className="rounded-3xl border bg-surface p-4 shadow-card">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[13px] text-ink-2">
        <Badge tone="danger">{t(`blocked.kind.${row.kind}`)}</Badge>
        <span>{t(row.direction === "in" ? "blocked.in" : "blocked.out")}</span>
        {row.conversation && (
          <Link
            to="/inbox/$conversationId"
            params={{ conversationId: row.conversation }}
            className="font-medium text-ink underline-offset-2 hover:underline"
          >
            {row.contact}
          </Link>
        )}
        <span>{fullWhen(row.at, language)}</span>
      </p>
      <p className="mt-2 text-sm break-words whitespace-pre-wrap">{row.text}</p>
      {row.detail && <p className="mt-1 text-[13px] text-ink-3">{row.detail}</p>}
    </li>
  );
}

/** Everything that the assistant did not follow or was not let say. */
export function BlockedTab() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<BlockedKind | "">("");
  const list = useInfiniteQuery(blockedQuery(kind));
  const { data, error, refetch } = list;
  const rows = flatten(data);
  return (
    <div className="max-w-3xl">
      <p className="mb-4 max-w-prose text-sm text-ink-2">{t("blocked.text")}</p>
      <div className="mb-5 max-w-sm">
        <SelectField
          label={t("blocked.kindLabel")}
          value={kind}
          onChange={(event) => setKind(event.target.value as BlockedKind | "")}
        >
          <option value="">{t("turns.all")}</option>
          {KINDS.map((name) => (
            <option key={name} value={name}>
              {t(`blocked.kind.${name}`)}
            </option>
          ))}
        </SelectField>
      </div>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-24 rounded-3xl" />}
      {data && rows.length === 0 && (
        <Empty picture={<ShieldCheck />} title={t("blocked.emptyTitle")} text={t("blocked.emptyText")} />
      )}
      <ol className="flex flex-col gap-3">
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ol>
      <More list={list} className="mx-auto mt-5 flex" label={t("turns.more")} />
    </div>
  );
}
