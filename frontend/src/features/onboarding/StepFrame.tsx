import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { FormError } from "@/shared/ui/FormError";
import { type StepName, skip } from "./api";
import { useLeaving } from "./useLeaving";

type StepFrameProps = {
  step: StepName;
  children: ReactNode;
  isBusy?: boolean;
  error?: unknown;
  shownFields?: readonly string[];
  onContinue: () => void;
  goOn?: string;
};

/** One step: what it is for, its fields, on with it, or past it where that makes sense. */
export function StepFrame({ step, children, isBusy, error, shownFields, onContinue, goOn }: StepFrameProps) {
  const { t } = useTranslation();
  const past = skip[step];
  const passing = useLeaving(step, past ?? (() => Promise.reject(new Error("this step stays"))));
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    onContinue();
  };
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-6">
      <header>
        <h1 className="text-[28px] leading-tight font-semibold tracking-[-0.02em] text-balance md:text-[34px]">
          {t(`welcome.${step}.title`)}
        </h1>
        <p className="mt-2 max-w-prose text-pretty text-ink-2">{t(`welcome.${step}.text`)}</p>
      </header>
      {children}
      <FormError error={error ?? passing.error} shownFields={shownFields} />
      <footer className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" size="lg" isBusy={isBusy}>
          {goOn ?? t("welcome.continue")}
        </Button>
        {past && (
          <Button look="quiet" size="lg" isBusy={passing.isPending} onClick={() => passing.mutate()}>
            {t("welcome.skip")}
          </Button>
        )}
      </footer>
    </form>
  );
}
