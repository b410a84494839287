import { useQuery } from "@tanstack/react-query";
import { Clock, MessageCircleReply, Moon, Sunrise } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { fullWhen } from "@/shared/lib/dates";
import { useDebounced } from "@/shared/lib/useDebounced";
import { PickerDialog, PickerGroup, PickerItem } from "@/shared/ui/Picker";
import { type Snooze, understoodQuery } from "./api";
import { closePicker } from "./picker";
import { useRun } from "./useRun";
import { type PickerBodyProps, useTarget } from "./useTarget";

// The server reads these words in the business's own time zone, as it reads what people type.
const QUICK = [
  { name: "inHours", words: "in 3 hours", Icon: Clock },
  { name: "evening", words: "tonight", Icon: Moon },
  { name: "tomorrow", words: "tomorrow 9:00", Icon: Sunrise },
  { name: "monday", words: "next monday 9:00", Icon: Sunrise },
  { name: "week", words: "in 1 week", Icon: Clock },
] as const;
const TYPING_PAUSE_MS = 200;

function Understood({ words }: { words: string }) {
  const language = useLanguage();
  const { data } = useQuery(understoodQuery(words));
  return data?.until ? fullWhen(data.until, language) : null;
}

export function SnoozePicker({ target, text: given }: PickerBodyProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [text, setText] = useState(given ?? "");
  const settled = useDebounced(text.trim(), TYPING_PAUSE_MS);
  const { data: understood, error } = useQuery(understoodQuery(settled));
  const { about } = useTarget(target);
  const { one, run } = useRun(target);
  const putAside = (until: Snooze) => {
    closePicker();
    run({ action: "snooze", value: until }, () => one.snooze(until));
  };
  const isTyped = text.trim() !== "";
  const isSettled = settled === text.trim();
  return (
    <PickerDialog
      title={t("actions.snoozeTitle", { about })}
      placeholder={t("actions.snoozePlaceholder")}
      value={text}
      onValue={setText}
      onClose={closePicker}
      isFiltering={false}
    >
      {isTyped ? (
        <PickerGroup>
          {understood?.until && isSettled ? (
            <PickerItem value="typed" onSelect={() => putAside({ until: understood.until ?? undefined })}>
              <Clock aria-hidden="true" className="size-4.5 text-ink-3" />
              {t("actions.until", { when: fullWhen(understood.until, language) })}
            </PickerItem>
          ) : (
            <p role="status" className="px-3 py-6 text-center text-sm text-ink-2">
              {error && isSettled ? t("actions.notUnderstood") : t("actions.reading")}
            </p>
          )}
        </PickerGroup>
      ) : (
        <PickerGroup>
          {QUICK.map(({ name, words, Icon }) => (
            <PickerItem
              key={name}
              value={name}
              onSelect={() => putAside({ text: words })}
              hint={<Understood words={words} />}
            >
              <Icon aria-hidden="true" className="size-4.5 text-ink-3" />
              {t(`actions.quick.${name}`)}
            </PickerItem>
          ))}
          <PickerItem value="reply" onSelect={() => putAside({ until_reply: true })}>
            <MessageCircleReply aria-hidden="true" className="size-4.5 text-ink-3" />
            {t("actions.quick.reply")}
          </PickerItem>
        </PickerGroup>
      )}
    </PickerDialog>
  );
}
