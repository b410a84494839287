import { CalendarClock, ChevronUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { serverNow } from "@/shared/lib/clock";
import { fullWhen } from "@/shared/lib/dates";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "@/shared/ui/Menu";
import { Modal } from "@/shared/ui/Modal";
import { laterChoices, localValue } from "./later";

type LaterProps = {
  isDisabled: boolean;
  /** The window closes then: what is sent later would be refused. */
  closesAt: number | null;
  onPick: (sendAt: string) => void;
  picking: string | null;
  onPicking: (startAt: string | null) => void;
};

function TimeDialog({ closesAt, onPick, picking, onPicking }: Omit<LaterProps, "isDisabled">) {
  const { t } = useTranslation();
  const [value, setValue] = useState(() => localValue(new Date(picking ?? serverNow())));
  const at = new Date(value);
  const isPast = !value || at.getTime() <= serverNow();
  return (
    <Modal
      isOpen
      onClose={() => onPicking(null)}
      title={t("write.laterTitle")}
      className="md:w-[min(26rem,92vw)]"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isPast) return;
          onPicking(null);
          onPick(at.toISOString());
        }}
      >
        <TextField
          type="datetime-local"
          label={t("write.laterWhen")}
          value={value}
          min={localValue(new Date(serverNow()))}
          onChange={(event) => setValue(event.target.value)}
          errors={isPast ? [t("write.laterPast")] : undefined}
          hint={closesAt !== null && at.getTime() > closesAt ? t("write.laterClosed") : undefined}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={() => onPicking(null)}>{t("common.cancel")}</Button>
          <Button type="submit" look="primary" disabled={isPast}>
            {t("write.schedule")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

export function LaterMenu(props: LaterProps) {
  const { isDisabled, onPick, picking, onPicking } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <Menu>
        <MenuTrigger
          data-tool="later"
          disabled={isDisabled}
          aria-label={t("write.later")}
          title={t("write.later")}
          className="grid h-9 w-7 shrink-0 place-items-center rounded-full text-ink-2 hover:bg-sunken disabled:opacity-45 pointer-coarse:size-11"
        >
          <ChevronUp aria-hidden="true" className="size-4" />
        </MenuTrigger>
        <MenuContent align="end" side="top">
          <MenuLabel>{t("write.later")}</MenuLabel>
          {laterChoices(new Date(serverNow())).map(({ name, at }) => (
            <MenuItem key={name} onSelect={() => onPick(at.toISOString())} className="justify-between gap-6">
              {t(`write.at.${name}`)}
              <span className="text-xs text-ink-2">{fullWhen(at.toISOString(), language)}</span>
            </MenuItem>
          ))}
          <MenuSeparator />
          <MenuItem onSelect={() => onPicking(new Date(serverNow() + 3_600_000).toISOString())}>
            <CalendarClock aria-hidden="true" className="size-4" />
            {t("write.chooseTime")}
          </MenuItem>
        </MenuContent>
      </Menu>
      {picking && <TimeDialog key={picking} {...props} />}
    </>
  );
}
