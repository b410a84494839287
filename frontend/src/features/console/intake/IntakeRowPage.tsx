import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { fileSize } from "@/shared/lib/bytes";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Bones, Failed } from "@/shared/ui/States";
import { replayRows, rowQuery } from "../running";
import { Back } from "../shell/Back";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { Facts, When } from "../shell/Facts";
import { RowLink } from "../shell/Table";
import { useAct } from "../shell/useAct";
import { platformName } from "./platformName";
import { useReplayed } from "./useReplayed";

const TONES = {
  failed: "danger",
  unrouted: "honey",
  retrying: "honey",
  waiting: "neutral",
  done: "sage",
} as const;

function Whose({ company }: { company: { id: string; name: string } | null }) {
  const { t } = useTranslation();
  if (!company) return t("consoleIntake.nobody");
  return (
    <RowLink page="companies" id={company.id}>
      {company.name}
    </RowLink>
  );
}

/** One row of the ledger: why it is where it is, what came, and reading it again. */
export function IntakeRowPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: row, error, refetch } = useQuery({ ...rowQuery(id), refetchInterval: 5_000 });
  const { mutate, isPending } = useAct(replayRows, undefined, useReplayed());
  if (error && !row) {
    return (
      <>
        <Back page="intake" />
        <Failed error={error} onRetry={() => refetch()} />
      </>
    );
  }
  if (!row) return <Bones rows={3} className="h-32 rounded-3xl" />;
  const isReplayable = row.state !== "done" && row.owner !== null;
  return (
    <>
      <Back page="intake" />
      <ConsoleTitle
        title={t("consoleIntake.rowTitle", { platform: platformName(row.platform) })}
        text={<Badge tone={TONES[row.state]}>{t(`consoleIntake.stages.${row.state}`)}</Badge>}
        action={
          isReplayable && (
            <Button look="primary" isBusy={isPending} onClick={() => mutate([row.id])}>
              <RotateCcw aria-hidden="true" className="size-4" />
              {t("consoleIntake.replay")}
            </Button>
          )
        }
      />
      <div className="flex flex-col gap-5">
        <Card>
          {row.reason && (
            <p className="mb-4 rounded-2xl bg-danger-soft px-4 py-3 text-sm break-words text-danger">
              {row.reason}
            </p>
          )}
          {!row.owner && row.state !== "done" && (
            <p className="mb-4 rounded-2xl bg-honey-soft px-4 py-3 text-sm text-honey">
              {t("consoleIntake.noOwner")}
            </p>
          )}
          <Facts
            rows={[
              [t("consoleIntake.receivedAt"), <When key="at" at={row.received_at} />],
              [t("consoleIntake.account"), row.account || "—"],
              [t("console.columns.company"), <Whose key="company" company={row.company} />],
              [t("consoleIntake.owner"), <Whose key="owner" company={row.owner} />],
              [t("consoleIntake.tries"), row.attempts],
              ...(row.state === "retrying"
                ? ([[t("consoleIntake.nextTry"), <When key="due" at={row.due_at} />]] as const)
                : []),
              [t("consoleIntake.size"), fileSize(row.size, language)],
            ]}
          />
        </Card>
        <Card title={t("consoleIntake.body")} text={t("consoleIntake.bodyText")}>
          <section
            aria-label={t("consoleIntake.body")}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
            tabIndex={0}
            className="max-h-[32rem] overflow-auto rounded-2xl bg-sunken"
          >
            <pre className="p-4 text-[13px] leading-relaxed whitespace-pre-wrap break-words">{row.body}</pre>
          </section>
        </Card>
      </div>
    </>
  );
}
