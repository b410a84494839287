import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Segmented } from "@/shared/ui/Segmented";
import { type IntakeStage, useLiveHouse } from "../running";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { useFilters } from "../shell/useFilters";
import { IntakeList } from "./IntakeList";
import { IntakeRowPage } from "./IntakeRowPage";
import { WorkList } from "./WorkList";

const STAGES: readonly IntakeStage[] = ["failed", "unrouted", "retrying", "waiting", "done"];
const SHOWN = [...STAGES, "work"] as const;

/** What came in by webhook, by how far it is; and the work that followed and was given up. */
export function IntakePage() {
  const { id } = useParams({ strict: false });
  useLiveHouse();
  return id ? <IntakeRowPage key={id} id={id} /> : <Lists />;
}

function Lists() {
  const { t } = useTranslation();
  const { filters, set } = useFilters();
  const stage = STAGES.find((one) => one === filters.state);
  const shown = filters.state === "work" ? "work" : (stage ?? "failed");
  return (
    <>
      <ConsoleTitle title={t("console.pages.intake")} text={t("consoleIntake.text")} />
      <Segmented
        label={t("consoleIntake.stage")}
        value={shown}
        options={SHOWN.map((value) => ({ value, label: t(`consoleIntake.stages.${value}`) }))}
        onChange={(value) => set({ state: value === "failed" ? undefined : value })}
        className="mb-4"
      />
      <p className="mb-4 max-w-prose text-sm text-ink-2">{t(`consoleIntake.about.${shown}`)}</p>
      {shown === "work" ? <WorkList /> : <IntakeList key={shown} stage={shown} />}
    </>
  );
}
