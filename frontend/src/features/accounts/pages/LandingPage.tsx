import { Link } from "@tanstack/react-router";
import { BookOpenText, Hand, MessagesSquare } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { LanguageSwitch } from "@/shared/ui/LanguageSwitch";
import { Logo } from "@/shared/ui/Logo";
import { Scene } from "../components/Scene";

export function LandingPage() {
  const { t } = useTranslation();
  const reasons = [
    { Icon: MessagesSquare, title: t("landing.inbox"), text: t("landing.inboxText") },
    { Icon: BookOpenText, title: t("landing.knowledge"), text: t("landing.knowledgeText") },
    { Icon: Hand, title: t("landing.takeover"), text: t("landing.takeoverText") },
  ];
  return (
    <div className="min-h-dvh">
      <header className="mx-auto flex max-w-6xl items-center justify-between gap-3 px-5 py-5 md:px-8">
        <Logo />
        <nav aria-label={t("nav.main")} className="flex items-center gap-2">
          <span className="max-sm:hidden">
            <LanguageSwitch />
          </span>
          <Button look="quiet" asChild>
            <Link to="/sign-in">{t("auth.signIn")}</Link>
          </Button>
          <Button look="primary" asChild className="max-sm:hidden">
            <Link to="/sign-up">{t("auth.signUp")}</Link>
          </Button>
        </nav>
      </header>
      <main className="mx-auto max-w-6xl px-5 pb-20 md:px-8">
        <section className="grid items-center gap-12 pt-10 pb-16 md:pt-20 md:pb-24 lg:grid-cols-[1.05fr_1fr]">
          <div>
            <h1 className="text-[42px] leading-[1.05] font-semibold tracking-[-0.035em] md:text-[64px]">
              {t("landing.title")}
            </h1>
            <p className="mt-5 max-w-xl text-lg text-pretty text-ink-2 md:text-xl">{t("landing.text")}</p>
            <div className="mt-8 flex flex-wrap items-center gap-3">
              <Button look="primary" size="lg" asChild>
                <Link to="/sign-up">{t("landing.start")}</Link>
              </Button>
              <p className="text-sm text-ink-3">{t("landing.noCard")}</p>
            </div>
          </div>
          <div className="relative grid place-items-center rounded-[40px] bg-rail px-5 py-12 md:px-10">
            <Scene />
          </div>
        </section>
        <section className="grid gap-8 border-t pt-12 md:grid-cols-3 md:gap-10">
          {reasons.map(({ Icon, title, text }) => (
            <div key={title}>
              <Icon aria-hidden="true" className="size-7 stroke-[1.6] text-primary" />
              <h2 className="mt-4 text-lg font-semibold">{title}</h2>
              <p className="mt-1.5 text-pretty text-ink-2">{text}</p>
            </div>
          ))}
        </section>
      </main>
      <footer className="mx-auto flex max-w-6xl items-center justify-between border-t px-5 py-6 text-sm text-ink-3 md:px-8">
        <span>Parlor</span>
        <LanguageSwitch />
      </footer>
    </div>
  );
}
