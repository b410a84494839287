import { useQuery } from "@tanstack/react-query";
import { CalendarClock, Clock, MessageCircleReply, Moon, Sunrise } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { serverNow } from "@/shared/lib/clock";
import { fullWhen } from "@/shared/lib/dates";
import { useDebounced } from "@/shared/lib/useDebounced";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { PickerDialog, PickerGroup, PickerItem } from "@/shared/ui/Picker";
import { localValue } from "../composer/later";
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
const HOUR_MS = 3_600_000;
const EVENING_H = 17;

/** Late in the day this evening is over. */
function quickChoices() {
  const hour = new Date(serverNow()).getHours();
  return QUICK.filter(({ name }) => name !== "evening" || hour < EVENING_H);
}

function Understood({ words }: { words: string }) {
  const language = useLanguage();
  const { data } = useQuery(understoodQuery(words));
  return data?.until ? fullWhen(data.until, language) : null;
}

/** For whom a calendar is quicker than words. */
function Calendar({ onPick }: { onPick: (until: string) => void }) {
  const { t } = useTranslation();
  const [value, setValue] = useState(() => localValue(new Date(serverNow() + HOUR_MS)));
  const at = new Date(value);
  const isPast = !value || at.getTime() <= serverNow();
  return (
    <form
      className="flex flex-col gap-3 border-t p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPast) onPick(at.toISOString());
      }}
    >
      <TextField
        autoFocus
        type="datetime-local"
        label={t("write.laterWhen")}
        value={value}
        min={localValue(new Date(serverNow()))}
        onChange={(event) => setValue(event.target.value)}
        errors={isPast ? [t("write.laterPast")] : undefined}
      />
      <Button type="submit" look="primary" disabled={isPast} className="self-end">
        {t("actions.snooze")}
      </Button>
    </form>
  );
}

export function SnoozePicker({ target, text: given }: PickerBodyProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [text, setText] = useState(given ?? "");
  const [isChoosing, setChoosing] = useState(false);
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
      footer={isChoosing && <Calendar onPick={(until) => putAside({ until })} />}
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
          {quickChoices().map(({ name, words, Icon }) => (
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
          <PickerItem value="calendar" onSelect={() => setChoosing(true)}>
            <CalendarClock aria-hidden="true" className="size-4.5 text-ink-3" />
            {t("write.chooseTime")}
          </PickerItem>
        </PickerGroup>
      )}
    </PickerDialog>
  );
}
