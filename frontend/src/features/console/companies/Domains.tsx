import { useTranslation } from "react-i18next";
import { Badge } from "@/shared/ui/Badge";
import { Card } from "@/shared/ui/Card";
import type { CompanyDetail } from "../api";
import { When } from "../shell/Facts";

const TONES = { pending: "neutral", verified: "sage", lost: "danger" } as const;

type Problem = "record_missing" | "dns_away" | "taken";

/** Names of the company's own: whether they lead there, and what its DNS lacks. */
export function Domains({ detail }: { detail: CompanyDetail }) {
  const { t } = useTranslation();
  return (
    <Card title={t("console.companies.domains")}>
      {detail.domains.length === 0 && (
        <p className="text-sm text-ink-2">{t("console.companies.noDomains")}</p>
      )}
      <ul className="flex flex-col divide-y text-sm">
        {detail.domains.map((row) => (
          <li key={row.id} className="py-2 first:pt-0 last:pb-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium break-all">{row.domain}</span>
              <Badge tone={TONES[row.state]}>{t(`console.companies.domainState.${row.state}`)}</Badge>
              {row.checked_at && (
                <span className="text-[13px] text-ink-3">
                  {t("console.companies.domainChecked")} <When at={row.checked_at} />
                </span>
              )}
            </p>
            {row.problem && (
              <p className="text-danger">{t(`console.companies.domainProblem.${row.problem as Problem}`)}</p>
            )}
            {row.problem === "record_missing" && (
              <code className="block text-[13px] break-all text-ink-2">
                {row.record_name} TXT {row.record_value}
              </code>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
