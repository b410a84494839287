import { useTranslation } from "react-i18next";
import type { TrailLine } from "../api";
import { When } from "../shell/Facts";
import { useActionName, useDetails } from "./words";

/** The last lines of the trail about one thing. */
export function Lines({ lines }: { lines: readonly TrailLine[] }) {
  const { t } = useTranslation();
  const nameOf = useActionName();
  const detailsOf = useDetails();
  if (lines.length === 0) return <p className="text-sm text-ink-2">{t("console.trail.none")}</p>;
  return (
    <ul className="flex flex-col divide-y text-sm">
      {lines.map((line) => (
        <li key={line.id} className="py-2">
          <p className="font-medium">{nameOf(line.action)}</p>
          <p className="text-[13px] break-words text-ink-2">{detailsOf(line)}</p>
          <p className="text-xs text-ink-3">
            {line.actor_name || t("console.trail.system")}, <When at={line.at} />
          </p>
        </li>
      ))}
    </ul>
  );
}
