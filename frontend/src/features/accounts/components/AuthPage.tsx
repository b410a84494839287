import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "@/shared/ui/LanguageSwitch";
import { Logo } from "@/shared/ui/Logo";
import { Scene } from "./Scene";

type AuthPageProps = { title: string; text?: ReactNode; children: ReactNode; footer?: ReactNode };

/** The frame of all sign-in pages: the form on paper, a quiet picture of the product beside it. */
export function AuthPage({ title, text, children, footer }: AuthPageProps) {
  const { t } = useTranslation();
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.05fr)]">
      <main className="flex flex-col px-6 py-6 md:px-12">
        <header className="flex items-center justify-between">
          {/* On the public host that page is the server's own. */}
          <a href="/" aria-label={t("nav.home")} className="rounded-xl">
            <Logo />
          </a>
          <LanguageSwitch />
        </header>
        <div className="mx-auto my-auto w-full max-w-sm py-10">
          <h1 className="text-[28px] leading-tight font-semibold">{title}</h1>
          {text && <div className="mt-2 text-ink-2">{text}</div>}
          <div className="mt-7">{children}</div>
          {footer && <div className="mt-6 text-sm text-ink-2">{footer}</div>}
        </div>
      </main>
      <aside aria-hidden="true" className="hidden p-4 pl-0 lg:block">
        <div className="grid h-full place-items-center overflow-hidden rounded-[32px] bg-rail p-10">
          <Scene />
        </div>
      </aside>
    </div>
  );
}
