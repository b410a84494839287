import type { QueryClient } from "@tanstack/react-query";
import { conversationHandlers, outbox, refetchConversations, showMessage } from "@/features/conversations";
import { notificationHandlers } from "@/features/notifications";
import { earlier } from "@/shared/api/client";
import { directoryHandlers } from "@/shared/directory";
import { sessionQuery } from "@/shared/session";
import type { LiveHandlers } from "@/shared/ws/handlers";
import { type Frame, LiveSocket } from "@/shared/ws/socket";

/** The one table of frames, with `laterListeners`: which features hear what. Several may hear the same frame. */
const LISTENERS: readonly LiveHandlers[] = [conversationHandlers, directoryHandlers, notificationHandlers];
const RELOAD_AFTER_MS = 3 * 60 * 60_000;

let later: Promise<readonly LiveHandlers[]> | null = null;

/** What other pages hear comes with the first frame, so that the inbox starts without it. */
function laterListeners(): Promise<readonly LiveHandlers[]> {
  later ??= import("./laterListeners").then(({ LATER_LISTENERS }) => LATER_LISTENERS);
  return later;
}

function socketUrl(after: number | null): string {
  const { protocol, host } = window.location;
  return `${protocol === "https:" ? "wss" : "ws"}://${host}/ws/inbox/${after === null ? "" : `?after=${after}`}`;
}

export function createLiveSocket(client: QueryClient): LiveSocket {
  const memberId = () => {
    const session = client.getQueryData(sessionQuery.queryKey);
    return session?.isSignedIn ? (session.me.member?.id ?? null) : null;
  };
  const onFrame = (frame: Frame) => {
    const context = { client, memberId: memberId() };
    const tell = (listeners: readonly LiveHandlers[]) => {
      for (const handlers of listeners) handlers[frame.type]?.(frame, context);
    };
    tell(LISTENERS);
    laterListeners().then(tell, () => {
      // No network: what was missed is asked for when the socket is back.
      later = null;
    });
  };
  const onStale = () => {
    void refetchConversations(client);
    for (const key of ["contacts", "labels", "team", "workspace"])
      void client.invalidateQueries({ queryKey: [key] });
    void client.invalidateQueries({ queryKey: ["knowledge", "documents"] });
  };
  const socket = new LiveSocket({ url: socketUrl, onFrame, onStale });

  let downSince: number | null = null;
  socket.subscribe(() => {
    const state = socket.getState();
    // The session ended elsewhere, or one is no member any more. Asking who we are leads to the page for that.
    if (state.closeCode === 4401 || state.closeCode === 4403)
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    // Paused, to be deleted, or at another address now: the server's own page says so, or leads there.
    if (state.closeCode === 4423 || state.closeCode === 4410) window.location.reload();
    const wasDownFor = downSince === null ? 0 : Date.now() - downSince;
    downSince = state.downSince;
    const member = state.phase === "open" ? memberId() : null;
    if (member) outbox.open(member);
    if (state.phase === "open" && earlier.wasShown) {
      earlier.wasShown = false;
      void client.invalidateQueries();
    }
    // After hours away the page itself may be an old build.
    if (state.phase === "open" && wasDownFor > RELOAD_AFTER_MS) window.location.reload();
  });
  outbox.onSent = (message) => showMessage(client, message);
  return socket;
}
