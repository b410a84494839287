import { useQuery } from "@tanstack/react-query";
import { Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { countsQuery } from "@/features/conversations";
import { centre, useAlerts } from "@/features/notifications";
import { followAccountLanguage } from "@/shared/i18n";
import { useStore } from "@/shared/lib/store";
import { useHotkeys } from "@/shared/lib/useHotkeys";
import { useSequence } from "@/shared/lib/useSequence";
import { openSearch, searching } from "@/shared/search";
import { sessionQuery, useMe } from "@/shared/session";
import { ToSignIn } from "@/shared/ui/ToSignIn";
import { useLiveSocket } from "@/shared/ws/live";
import { BottomBar } from "./BottomBar";
import { ConnectionBanner } from "./ConnectionBanner";
import { Rail } from "./Rail";
import { openSheet, sheet } from "./sheet";
import { VerifyBanner } from "./VerifyBanner";

const NoMember = lazy(async () => ({ default: (await import("./NoMember")).NoMember }));
const CheatSheet = lazy(async () => ({ default: (await import("./CheatSheet")).CheatSheet }));
const TroubleBanner = lazy(async () => ({
  default: (await import("@/features/channels/TroubleBanner")).TroubleBanner,
}));
const PlanBanner = lazy(async () => ({
  default: (await import("@/features/plans/PlanBanner")).PlanBanner,
}));
const NewsBanner = lazy(async () => ({
  default: (await import("@/features/console/announcements/NewsBanner")).NewsBanner,
}));
const VisitBanner = lazy(async () => ({
  default: (await import("@/features/visit/VisitBanner")).VisitBanner,
}));
const SearchOverlay = lazy(async () => ({
  default: (await import("@/features/search/SearchOverlay")).SearchOverlay,
}));
const Centre = lazy(async () => ({ default: (await import("@/features/notifications/Centre")).Centre }));
const Palette = lazy(async () => ({ default: (await import("./Palette")).Palette }));

function Shell() {
  const socket = useLiveSocket();
  const { user, workspace, guest } = useMe();
  const { conversationId } = useParams({ strict: false });
  const { data: counts } = useQuery(countsQuery);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const isSheetOpen = useStore(sheet, (isOpen) => isOpen);
  const search = useStore(searching, (held) => held);
  const navigate = useNavigate();
  const unread = counts?.unread ?? 0;
  const alerts = useAlerts(conversationId);
  const isCentreOpen = useStore(centre, (isOpen) => isOpen);

  useEffect(() => {
    socket?.start();
    return () => socket?.stop();
  }, [socket]);
  useEffect(() => void followAccountLanguage(user.language), [user.language]);
  useEffect(() => {
    const name = workspace?.name ?? "Parlor";
    document.title = alerts > 0 ? `(${alerts > 9 ? "9+" : alerts}) ${name}` : `${name} · Parlor`;
  }, [alerts, workspace?.name]);
  // Not needed for the first paint: the worker, its updates, what the device is told.
  useEffect(() => void import("../pwa/start").then(({ startPwa }) => startPwa()), []);
  useHotkeys({
    "Mod+KeyK": () => setPaletteOpen((isOpen) => !isOpen),
    "Shift+Slash": () => openSheet(true),
    Slash: () => openSearch(),
  });
  useSequence("KeyG", {
    KeyI: () => navigate({ to: "/inbox" }),
    KeyC: () => navigate({ to: "/contacts" }),
    KeyK: () => navigate({ to: "/knowledge" }),
    KeyA: () => navigate({ to: "/agent" }),
    KeyS: () => navigate({ to: "/settings" }),
  });

  return (
    <div className="flex h-dvh overflow-hidden">
      <Rail unread={unread} alerts={alerts} />
      <main className="flex min-w-0 flex-1 flex-col">
        <ConnectionBanner />
        <VerifyBanner />
        <Suspense fallback={null}>
          {guest && <VisitBanner />}
          <TroubleBanner />
          <PlanBanner />
          <NewsBanner />
        </Suspense>
        <div className="min-h-0 flex-1">
          <Outlet />
        </div>
        {!conversationId && <BottomBar unread={unread} alerts={alerts} />}
      </main>
      <Suspense fallback={null}>
        {isCentreOpen && <Centre />}
        {isSheetOpen && <CheatSheet />}
        {search && (
          <SearchOverlay initial={search.text} inside={search.inside} openId={conversationId ?? null} />
        )}
        {isPaletteOpen && <Palette onClose={() => setPaletteOpen(false)} />}
      </Suspense>
    </div>
  );
}

/** Everything behind sign-in. When the session ends while it is open, the way leads back to the sign-in page. */
export function ShellLayout() {
  const { data: session } = useQuery(sessionQuery);
  if (session && !session.isSignedIn) return <ToSignIn />;
  if (session && !session.me.member) {
    return (
      <Suspense fallback={null}>
        <NoMember />
      </Suspense>
    );
  }
  return session ? <Shell /> : null;
}
