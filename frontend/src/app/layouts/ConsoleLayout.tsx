import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams } from "@tanstack/react-router";
import { ChevronDown, LogOut } from "lucide-react";
import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { operatorQuery } from "@/features/console/api";
import { GROUPS, PAGES, type PageName } from "@/features/console/sections";
import { loadConsoleTexts } from "@/features/console/texts";
import { ApiError } from "@/shared/api/errors";
import { useLanguage } from "@/shared/i18n";
import { sessionQuery } from "@/shared/session";
import { IconButton } from "@/shared/ui/IconButton";
import { LanguageSwitch } from "@/shared/ui/LanguageSwitch";
import { LogoMark } from "@/shared/ui/Logo";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/shared/ui/Menu";
import { Bones, Failed } from "@/shared/ui/States";
import { ToSignIn } from "@/shared/ui/ToSignIn";
import { ConsoleGate } from "./ConsoleGate";
import { NotFound } from "./NotFound";
import { useSignOut } from "./useSignOut";

const NAMES = Object.keys(GROUPS) as (keyof typeof GROUPS)[];

function PageLink({ name }: { name: PageName }) {
  const { t } = useTranslation();
  const { Icon } = PAGES[name];
  return (
    <Link
      to="/console/$page"
      params={{ page: name }}
      className="flex min-h-9 items-center gap-2.5 rounded-xl px-3 text-sm font-medium text-ink-2 transition-colors hover:bg-sunken hover:text-ink data-[status=active]:bg-primary-soft data-[status=active]:text-primary pointer-coarse:min-h-11"
    >
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      {t(`console.pages.${name}`)}
    </Link>
  );
}

function SideNav() {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("console.menu")} className="flex flex-col gap-4 max-md:hidden">
      {NAMES.filter((group) => GROUPS[group].length > 0).map((group) => (
        <section key={group} aria-label={t(`console.groups.${group}`)}>
          <p aria-hidden="true" className="mb-1 px-3 text-xs font-semibold text-ink-3">
            {t(`console.groups.${group}`)}
          </p>
          <ul className="flex flex-col gap-0.5">
            {GROUPS[group].map((name) => (
              <li key={name}>
                <PageLink name={name} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

/** On a phone the pages are a menu that says where one is. */
function PageMenu({ current }: { current: PageName }) {
  const { t } = useTranslation();
  return (
    <Menu>
      <MenuTrigger
        // The visible name is part of it, so that who speaks to the page can say it.
        aria-label={`${t("console.menu")}: ${t(`console.pages.${current}`)}`}
        className="flex min-h-11 items-center gap-1.5 rounded-xl px-2 text-sm font-semibold md:hidden"
      >
        {t(`console.pages.${current}`)}
        <ChevronDown aria-hidden="true" className="size-4 text-ink-3" />
      </MenuTrigger>
      <MenuContent align="start" className="max-h-[75dvh] overflow-y-auto">
        {NAMES.flatMap((group) => GROUPS[group]).map((name) => {
          const { Icon } = PAGES[name];
          return (
            <MenuItem key={name} asChild>
              <Link to="/console/$page" params={{ page: name }}>
                <Icon aria-hidden="true" className="size-4" />
                {t(`console.pages.${name}`)}
              </Link>
            </MenuItem>
          );
        })}
      </MenuContent>
    </Menu>
  );
}

function Frame() {
  const { t } = useTranslation();
  const { page } = useParams({ strict: false });
  const leave = useSignOut();
  const current = page && page in PAGES ? (page as PageName) : "overview";
  useEffect(() => {
    document.title = `${t(`console.pages.${current}`)} · ${t("console.title")} · Parlor`;
  }, [current, t]);
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <header className="flex min-h-14 items-center gap-3 border-b bg-surface px-4 md:px-6">
        <Link
          to="/console"
          aria-label={t("console.title")}
          className="flex items-center gap-2.5 rounded-xl font-semibold"
        >
          <LogoMark className="size-8" />
          <span className="max-md:sr-only">{t("console.title")}</span>
        </Link>
        <PageMenu current={current} />
        <div className="ml-auto flex items-center gap-2">
          <Link to="/workspaces" className="px-2 text-sm text-ink-2 hover:text-ink max-sm:hidden">
            {t("console.leave")}
          </Link>
          <LanguageSwitch />
          <IconButton label={t("auth.signOut")} onClick={leave}>
            <LogOut className="size-4" />
          </IconButton>
        </div>
      </header>
      <div className="mx-auto grid min-h-0 w-full max-w-[88rem] flex-1 md:grid-cols-[13rem_minmax(0,1fr)]">
        <div className="overflow-y-auto py-6 pl-4 max-md:hidden">
          <SideNav />
        </div>
        <main className="min-w-0 overflow-y-auto px-4 pt-6 pb-16 md:px-8">
          <Suspense fallback={<Bones rows={3} className="h-32 rounded-3xl" />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </div>
  );
}

/** Everything of the console stands behind its gate; who may not pass finds nothing, or the way to a second factor. */
export function ConsoleLayout() {
  const language = useLanguage();
  const { data: session } = useQuery(sessionQuery);
  const { data, error, refetch } = useQuery(operatorQuery);
  const texts = useQuery({
    queryKey: ["console-texts", language],
    queryFn: async () => {
      await loadConsoleTexts(language);
      return true;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (session && !session.isSignedIn) return <ToSignIn next="/console" />;
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (!texts.data) return null;
  if (error instanceof ApiError && error.code === "second_factor_required")
    return <ConsoleGate refusal={error} />;
  if (error && !data) return <Failed error={error} onRetry={() => refetch()} className="min-h-dvh" />;
  return data ? <Frame /> : null;
}
