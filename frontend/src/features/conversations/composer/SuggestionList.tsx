import { useQuery } from "@tanstack/react-query";
import { Paperclip, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { Avatar } from "@/shared/ui/Avatar";
import { previewQuery } from "./api";
import type { Suggestion } from "./useSuggestions";

export const SUGGESTIONS_ID = "composer-suggestions";
export const suggestionId = (id: string) => `${SUGGESTIONS_ID}-${id}`;

type ListProps = {
  conversation: string;
  items: readonly Suggestion[];
  at: number;
  onPoint: (index: number) => void;
  onPick: (item: Suggestion) => void;
};

function ReplyPreview({ conversation, reply }: { conversation: string; reply: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(previewQuery(conversation, reply));
  if (!data) return null;
  return (
    <div className="max-h-44 min-w-0 overflow-y-auto border-t bg-sunken/60 px-3.5 py-2.5 text-[13px]">
      <p className="break-words whitespace-pre-wrap">{data.text}</p>
      {data.attachments.map((file) => (
        <p key={file.id} className="mt-1 flex items-center gap-1.5 text-xs text-ink-2">
          <Paperclip aria-hidden="true" className="size-3.5" />
          {file.name}
        </p>
      ))}
      {data.missing.length > 0 && (
        <p className="mt-1.5 flex items-start gap-1.5 rounded-lg bg-honey-soft px-2 py-1 text-xs text-honey">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          {t("write.missing", { names: data.missing.join(", ") })}
        </p>
      )}
    </div>
  );
}

/** Choices above the field; the field keeps the focus, so the keys are its own. */
export function SuggestionList({ conversation, items, at, onPoint, onPick }: ListProps) {
  const { t } = useTranslation();
  const active = items[at];
  if (!active) return null;
  return (
    <div className="absolute inset-x-0 bottom-full z-20 mb-2 overflow-hidden rounded-2xl border bg-surface shadow-float animate-rise">
      <div
        id={SUGGESTIONS_ID}
        role="listbox"
        aria-label={t(active.kind === "reply" ? "write.canned" : "write.people")}
        className="max-h-64 overflow-y-auto p-1.5"
      >
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and has the keys
          <div
            key={item.id}
            id={suggestionId(item.id)}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerMove={() => index !== at && onPoint(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(item)}
            className={cn(
              "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-xl px-2.5 py-1.5 text-sm pointer-coarse:min-h-11",
              index === at && "bg-primary-soft",
            )}
          >
            {item.kind === "person" && <Avatar id={item.id} name={item.title} size="sm" />}
            <span className="shrink-0 font-medium">{item.title}</span>
            <span className="min-w-0 flex-1 truncate text-ink-2">
              {item.kind === "person" ? item.detail && t("write.team") : item.detail}
            </span>
          </div>
        ))}
      </div>
      {active.kind === "reply" && <ReplyPreview conversation={conversation} reply={active.reply.id} />}
    </div>
  );
}
