import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { useAbilities } from "@/shared/session";
import { LabelTag } from "@/shared/ui/LabelDot";
import { PriorityMark } from "../list/PriorityMark";
import { TimeMark } from "../list/TimeMark";
import { openPicker, type PickerName } from "./picker";

/** What is special about the conversation, under its heading; nothing at all when nothing is. */
export function HeaderState({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { canReply } = useAbilities();
  const { id, priority, team, labels, sla, waiting_since, status } = conversation;
  const hasTime = status === "snoozed" || (status !== "resolved" && Boolean(sla || waiting_since));
  if (!priority && !team && labels.length === 0 && !hasTime) return null;
  const pick = (name: PickerName) => () => openPicker(name, { ids: [id] });
  const part = "inline-flex min-h-7 items-center gap-1.5 rounded-lg px-1.5 not-disabled:hover:bg-sunken";
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b bg-surface/70 px-4 py-1.5 text-xs md:px-5">
      {priority && (
        <button type="button" disabled={!canReply} onClick={pick("priority")} className={part}>
          <PriorityMark priority={priority} />
          {t(`priority.${priority as "low"}`)}
        </button>
      )}
      {hasTime && (
        <button type="button" disabled={!canReply} onClick={pick("snooze")} className={part}>
          <TimeMark conversation={conversation} />
        </button>
      )}
      {team && (
        <button type="button" disabled={!canReply} onClick={pick("assign")} className={part}>
          <span className="text-ink-3">{t("actions.team")}</span> {team.name}
        </button>
      )}
      {labels.length > 0 && (
        <button type="button" disabled={!canReply} onClick={pick("labels")} className={part}>
          <span className="sr-only">{t("actions.labels")}</span>
          {labels.map((label) => (
            <LabelTag key={label.id} name={label.name} colour={label.colour} />
          ))}
        </button>
      )}
    </div>
  );
}
