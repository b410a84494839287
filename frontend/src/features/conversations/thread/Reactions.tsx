import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import { cn } from "@/shared/lib/cn";
import type { BubbleContext } from "./actions";

type Group = { emoji: string; count: number; isMine: boolean };

export function grouped(reactions: Message["reactions"], memberId: string | null): Group[] {
  const groups = new Map<string, Group>();
  for (const { emoji, by, by_id } of reactions) {
    const group = groups.get(emoji) ?? { emoji, count: 0, isMine: false };
    group.count += 1;
    group.isMine ||= by === "member" && by_id === memberId;
    groups.set(emoji, group);
  }
  return [...groups.values()];
}

/** Under the bubble's edge; one's own is taken back by a click, another's is joined. */
export function Reactions({ message, context }: { message: Message; context: BubbleContext }) {
  const { t } = useTranslation();
  if (message.reactions.length === 0) return null;
  const canReact = context.canReply && context.canReact(message);
  return (
    <ul aria-label={t("message.reactions")} className="absolute right-2 -bottom-3.5 flex gap-1">
      {grouped(message.reactions, context.memberId).map(({ emoji, count, isMine }) => (
        <li key={emoji}>
          <button
            type="button"
            disabled={!canReact}
            aria-pressed={isMine}
            aria-label={t(isMine ? "thread.unreact" : "thread.reactWith", { emoji })}
            onClick={() => context.act("react", message, isMine ? "" : emoji)}
            className={cn(
              "flex h-6 items-center gap-1 rounded-full border bg-surface px-1.5 text-xs shadow-card disabled:cursor-default",
              isMine && "border-primary bg-primary-soft",
            )}
          >
            <span>{emoji}</span>
            {count > 1 && <span className="font-medium tabular-nums">{count}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
