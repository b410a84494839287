import { useTranslation } from "react-i18next";
import type { TrailLine } from "../api";
import { When } from "../shell/Facts";

/** What a line says beside its name, in short. */
export function detailsOf(line: TrailLine): string {
  return Object.entries(line.details)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" · ");
}

/** The last lines of the trail about one thing. */
export function Lines({ lines }: { lines: readonly TrailLine[] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return <p className="text-sm text-ink-2">{t("console.trail.none")}</p>;
  return (
    <ul className="flex flex-col divide-y text-sm">
      {lines.map((line) => (
        <li key={line.id} className="py-2">
          <p>
            <span className="font-medium">{line.actor_name || t("console.trail.system")}</span>{" "}
            <code className="text-[13px]">{line.action}</code>
          </p>
          <p className="text-[13px] break-words text-ink-2">{detailsOf(line)}</p>
          <p className="text-xs text-ink-3">
            <When at={line.at} />
          </p>
        </li>
      ))}
    </ul>
  );
}
