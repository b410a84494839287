import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { followAccountLanguage } from "@/shared/i18n";
import { cn } from "@/shared/lib/cn";
import { useAbilities, useMe } from "@/shared/session";
import { LanguageSwitch } from "@/shared/ui/LanguageSwitch";
import { Logo } from "@/shared/ui/Logo";
import { Bones, Failed } from "@/shared/ui/States";
import { STEPS, type StepName, type Wizard, wizardQuery } from "./api";
import { BrandStep } from "./steps/BrandStep";
import { ChannelsStep } from "./steps/ChannelsStep";
import { ImportStep } from "./steps/ImportStep";
import { PersonaStep } from "./steps/PersonaStep";
import { PlanStep } from "./steps/PlanStep";
import { TestStep } from "./steps/TestStep";

type WelcomePageProps = { step: string | undefined; connect: ReactNode; documents: ReactNode };

function Progress({ state, current }: { state: Wizard; current: StepName }) {
  const { t } = useTranslation();
  const left = new Map(state.steps.map((step) => [step.name as StepName, step.state]));
  return (
    <nav aria-label={t("welcome.progress")}>
      <ol className="flex gap-1.5">
        {STEPS.map((step) => {
          const isLeft = left.get(step) !== "open" && left.has(step);
          return (
            <li key={step} className="flex-1">
              <Link
                to="/welcome/$step"
                params={{ step }}
                aria-current={step === current ? "step" : undefined}
                className={cn(
                  "flex min-h-11 flex-col justify-center gap-1.5 rounded-lg text-xs font-medium",
                  step === current ? "text-primary" : "text-ink-2 hover:text-ink",
                )}
              >
                <span
                  aria-hidden="true"
                  className={cn(
                    "h-1.5 rounded-full",
                    step === current ? "bg-primary" : isLeft ? "bg-sage" : "bg-line-strong",
                  )}
                />
                <span className="flex items-center gap-1 max-sm:sr-only">
                  {isLeft && <Check aria-hidden="true" className="size-3 shrink-0 text-sage" />}
                  <span className="truncate">{t(`welcome.names.${step}`)}</span>
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
      <p className="mt-1 text-xs text-ink-2 sm:hidden">
        {t("welcome.at", {
          number: STEPS.indexOf(current) + 1,
          most: STEPS.length,
          name: t(`welcome.names.${current}`),
        })}
      </p>
    </nav>
  );
}

/** The way from an empty workspace to an assistant that answers; where it was left, it goes on, on any device. */
export function WelcomePage({ step, connect, documents }: WelcomePageProps) {
  const { t } = useTranslation();
  const { user, member } = useMe();
  const { data: state, error, refetch } = useQuery(wizardQuery);
  const { may } = useAbilities();
  const current = STEPS.find((one) => one === step);
  useEffect(() => void followAccountLanguage(user.language), [user.language]);
  useEffect(() => {
    document.title = `${t(current ? `welcome.names.${current}` : "welcome.progress")} · Parlor`;
    window.scrollTo({ top: 0 });
  }, [current, t]);
  // Agents and viewers have nothing to set up.
  if (member && !may("company.manage")) return <Navigate to="/inbox" replace />;
  if (state && !current) {
    if (state.step === "done") return <Navigate to="/inbox" replace />;
    return <Navigate to="/welcome/$step" params={{ step: state.step }} replace />;
  }
  return (
    <div className="min-h-dvh">
      <header className="mx-auto flex max-w-3xl items-center justify-between gap-3 px-5 py-5">
        <Logo />
        <span className="flex items-center gap-1">
          <LanguageSwitch />
          <Link
            to="/inbox"
            className="inline-flex min-h-11 items-center rounded-lg px-3 text-sm font-medium text-ink-2 hover:text-ink"
          >
            {t("welcome.later")}
          </Link>
        </span>
      </header>
      <main className="mx-auto max-w-3xl px-5 pb-20">
        {error && !state && <Failed error={error} onRetry={() => refetch()} />}
        {!state && !error && <Bones rows={4} className="h-24 rounded-3xl" />}
        {state && current && (
          <>
            <Progress state={state} current={current} />
            <div key={current} className="mt-8 md:mt-12">
              {current === "brand" && <BrandStep state={state} isOwner={may("workspace.own")} />}
              {current === "persona" && <PersonaStep state={state} />}
              {current === "channels" && <ChannelsStep state={state} connect={connect} />}
              {current === "plan" && <PlanStep state={state} mayPay={may("plan.manage")} />}
              {current === "import" && <ImportStep state={state} documents={documents} />}
              {current === "test" && <TestStep state={state} />}
            </div>
          </>
        )}
      </main>
    </div>
  );
}
