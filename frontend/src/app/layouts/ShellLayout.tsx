import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { countsQuery } from "@/features/conversations";
import { followAccountLanguage } from "@/shared/i18n";
import { useStore } from "@/shared/lib/store";
import { useHotkeys } from "@/shared/lib/useHotkeys";
import { sessionQuery, useMe } from "@/shared/session";
import { useLiveSocket } from "@/shared/ws/live";
import { BottomBar } from "./BottomBar";
import { ConnectionBanner } from "./ConnectionBanner";
import { Rail } from "./Rail";
import { openSheet, sheet } from "./sheet";
import { VerifyBanner } from "./VerifyBanner";

const CheatSheet = lazy(async () => ({ default: (await import("./CheatSheet")).CheatSheet }));
const TroubleBanner = lazy(async () => ({
  default: (await import("@/features/channels/TroubleBanner")).TroubleBanner,
}));
const Palette = lazy(async () => ({ default: (await import("./Palette")).Palette }));

function Shell() {
  const socket = useLiveSocket();
  const { user, workspace } = useMe();
  const { conversationId } = useParams({ strict: false });
  const { data: counts } = useQuery(countsQuery);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const isSheetOpen = useStore(sheet, (isOpen) => isOpen);
  const unread = counts?.unread ?? 0;

  useEffect(() => {
    socket?.start();
    return () => socket?.stop();
  }, [socket]);
  useEffect(() => void followAccountLanguage(user.language), [user.language]);
  useEffect(() => {
    const name = workspace?.name ?? "Parlor";
    document.title = unread > 0 ? `(${unread > 9 ? "9+" : unread}) ${name}` : `${name} · Parlor`;
  }, [unread, workspace?.name]);
  useHotkeys({
    "Mod+KeyK": () => setPaletteOpen((isOpen) => !isOpen),
    "Shift+Slash": () => openSheet(true),
  });

  return (
    <div className="flex h-dvh overflow-hidden">
      <Rail unread={unread} />
      <main className="flex min-w-0 flex-1 flex-col">
        <ConnectionBanner />
        <VerifyBanner />
        <Suspense fallback={null}>
          <TroubleBanner />
        </Suspense>
        <div className="min-h-0 flex-1">
          <Outlet />
        </div>
        {!conversationId && <BottomBar unread={unread} />}
      </main>
      <Suspense fallback={null}>
        {isSheetOpen && <CheatSheet />}
        {isPaletteOpen && <Palette onClose={() => setPaletteOpen(false)} />}
      </Suspense>
    </div>
  );
}

/** Everything behind sign-in. When the session ends while it is open, the way leads back to the sign-in page. */
export function ShellLayout() {
  const { data: session } = useQuery(sessionQuery);
  const { href } = useLocation();
  if (session && !session.isSignedIn) return <Navigate to="/sign-in" search={{ next: href }} replace />;
  return session ? <Shell /> : null;
}
