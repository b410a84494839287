import { useNavigate } from "@tanstack/react-router";
import { useHotkeys } from "@/shared/lib/useHotkeys";
import { SEARCH_INPUT_ID } from "./components/ListHeader";
import { COMPOSER_ID } from "./composer/ids";
import { useConversationActions } from "./useConversationActions";

type KeysOptions = { ids: readonly string[]; openId: string | null; canReply: boolean };

function writeIn(mode: "reply" | "note"): void {
  const field = document.getElementById(COMPOSER_ID);
  const choice = field?.parentElement?.querySelector<HTMLInputElement>(
    `input[type="radio"][value="${mode}"]`,
  );
  choice?.click();
  field?.focus();
}

/** The single letters of the inbox; they work only while no field has the focus. */
export function useInboxKeys({ ids, openId, canReply }: KeysOptions): void {
  const navigate = useNavigate();
  const { resolve, assignToMe } = useConversationActions(openId ?? "");
  const go = (step: number) => {
    const at = openId ? ids.indexOf(openId) : -1;
    const next = at < 0 ? ids[0] : ids[at + step];
    if (next)
      navigate({ to: "/inbox/$conversationId", params: { conversationId: next }, search: (old) => old });
  };
  const whenOpen = (action: () => void) => () => openId && canReply && action();
  useHotkeys({
    KeyJ: () => go(1),
    KeyK: () => go(-1),
    KeyE: whenOpen(resolve),
    "Shift+KeyE": whenOpen(() => {
      resolve();
      go(1);
    }),
    KeyR: whenOpen(() => writeIn("reply")),
    KeyN: whenOpen(() => writeIn("note")),
    KeyA: whenOpen(assignToMe),
    Slash: () => document.getElementById(SEARCH_INPUT_ID)?.focus(),
    Escape: () => {
      if (openId) navigate({ to: "/inbox", search: (old) => old });
    },
  });
}
