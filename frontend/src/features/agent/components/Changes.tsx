import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { lineDiff } from "./lineDiff";

const LOOK = {
  same: "text-ink-2",
  added: "bg-sage-soft text-sage",
  removed: "bg-danger-soft text-danger line-through",
};
const SIGN = { same: " ", added: "+", removed: "−" };

/** What changes from one text to another; read aloud as well as coloured. */
export function Changes({ before, after }: { before: string; after: string }) {
  const { t } = useTranslation();
  const lines = lineDiff(before, after);
  if (lines.every((line) => line.kind === "same")) {
    return <p className="text-sm text-ink-3">{t("agent.noChanges")}</p>;
  }
  return (
    <ol
      aria-label={t("agent.changes")}
      className="max-h-72 overflow-y-auto rounded-xl border bg-surface py-1 text-[13px]"
    >
      {lines.map((line, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat and never move
          key={index}
          className={cn("flex gap-2 px-3 py-0.5 whitespace-pre-wrap", LOOK[line.kind])}
        >
          <span aria-hidden="true" className="w-3 shrink-0 text-center select-none">
            {SIGN[line.kind]}
          </span>
          {line.kind !== "same" && <span className="sr-only">{t(`agent.${line.kind}`)}</span>}
          <span className="min-w-0">{line.text || " "}</span>
        </li>
      ))}
    </ol>
  );
}
