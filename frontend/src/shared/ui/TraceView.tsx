import { Bot, FileText, Gauge, Wrench } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Trace } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import type en from "@/shared/i18n/en";
import { cn } from "@/shared/lib/cn";
import { Badge } from "./Badge";
import { SourcePlace } from "./SourcePlace";
import { detailOf, leavesOf } from "./traceWords";

const COST = { style: "currency", currency: "USD", maximumFractionDigits: 4 } as const;

type StepName = keyof typeof en.trace.step;

function Part({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 flex items-center gap-1.5 text-xs font-semibold tracking-normal text-ink-2 [&>svg]:size-3.5">
        {icon}
        {title}
      </h3>
      {children}
    </section>
  );
}

/** Why the assistant said what it said: what it read, what it called, how long each step took. */
export function TraceView({ trace }: { trace: Trace }) {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const stepName = (name: string) =>
    i18n.exists(`trace.step.${name}`) ? t(`trace.step.${name as StepName}`) : name;
  return (
    <div className="flex flex-col gap-4 text-[13px]">
      <Part icon={<FileText />} title={t("trace.passages")}>
        {trace.passages.length === 0 && <p className="text-ink-3">{t("trace.nothingRead")}</p>}
        <ul className="flex flex-col gap-2">
          {trace.passages.map((passage) => (
            <li
              key={`${passage.document}-${passage.page}-${passage.row}-${passage.text.slice(0, 24)}`}
              className={cn(
                "rounded-xl border p-2.5",
                passage.used ? "border-sage-line bg-sage-soft" : "bg-sunken/60",
              )}
            >
              <div className="mb-1 flex flex-wrap items-center justify-between gap-1 text-xs text-ink-2">
                <SourcePlace {...passage} />
                <span className="tabular-nums">
                  {passage.used && <span className="mr-1.5 font-medium text-sage">{t("trace.used")}</span>}
                  {passage.score.toFixed(2)}
                </span>
              </div>
              {passage.text ? (
                <p className="line-clamp-4 whitespace-pre-wrap text-ink">{passage.text}</p>
              ) : (
                <p className="text-ink-3">{t("trace.deleted")}</p>
              )}
            </li>
          ))}
        </ul>
      </Part>
      {trace.tools.length > 0 && (
        <Part icon={<Wrench />} title={t("trace.tools")}>
          <ul className="flex flex-col gap-1.5">
            {trace.tools.map((tool) => (
              <li
                key={`${tool.name}-${JSON.stringify(tool.arguments)}`}
                className="rounded-xl bg-sunken/60 p-2.5"
              >
                <div className="flex justify-between font-medium">
                  {stepName(tool.name)}
                  <span className="font-normal text-ink-3 tabular-nums">
                    {t("trace.ms", { value: Math.round(tool.ms) })}
                  </span>
                </div>
                <p className="mt-1 line-clamp-4 text-xs break-words text-ink-2">
                  “{leavesOf(tool.arguments).join(", ")}” → {leavesOf(tool.result).join(" · ") || "–"}
                </p>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part icon={<Gauge />} title={t("trace.steps")}>
        <ol className="flex flex-col gap-1">
          {trace.steps.map((step) => (
            <li key={`${step.name}-${step.detail}`} className="flex justify-between gap-3">
              <span>
                <span className="font-medium">{stepName(step.name)}</span>
                {step.detail && <span className="text-ink-3"> · {detailOf(t, step.detail)}</span>}
              </span>
              <span className="shrink-0 text-ink-3 tabular-nums">
                {t("trace.ms", { value: Math.round(step.ms) })}
              </span>
            </li>
          ))}
        </ol>
      </Part>
      <p className="flex flex-wrap items-center gap-1.5">
        <Badge tone="sage">
          <Bot aria-hidden="true" className="size-3.5" />
          {trace.planner === "model-free" ? t("trace.modelFree") : trace.planner}
        </Badge>
        <Badge>{t("trace.ms", { value: Math.round(trace.ms) })}</Badge>
        {trace.tokens.prompt + trace.tokens.completion > 0 && (
          <Badge>{t("trace.tokens", { count: trace.tokens.prompt + trace.tokens.completion })}</Badge>
        )}
        {trace.cost !== null && <Badge>{new Intl.NumberFormat(language, COST).format(trace.cost)}</Badge>}
      </p>
    </div>
  );
}
