import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ChannelIcon, channelName } from "@/shared/ui/ChannelIcon";
import { Toggle } from "@/shared/ui/Toggle";
import { type Wizard, writeChannels } from "../api";
import { StepFrame } from "../StepFrame";
import { useLeaving } from "../useLeaving";

type ChannelsStepProps = {
  state: Wizard;
  /** The way to connect the other kinds. */
  connect: ReactNode;
};

/** Where customers write: the website's chat needs nothing but a yes, the others their own sign-in. */
export function ChannelsStep({ state, connect }: ChannelsStepProps) {
  const { t } = useTranslation();
  const hasChat = state.channels.some(({ kind }) => kind === "webchat");
  const [opensChat, setOpensChat] = useState(true);
  const leaving = useLeaving("channels", () => writeChannels(opensChat && !hasChat));
  return (
    <StepFrame
      step="channels"
      isBusy={leaving.isPending}
      error={leaving.error}
      onContinue={() => leaving.mutate()}
    >
      {state.channels.length > 0 && (
        <ul aria-label={t("welcome.channels.connected")} className="flex flex-col gap-2">
          {state.channels.map(({ id, kind, name }) => (
            <li key={id} className="flex min-h-14 items-center gap-3 rounded-2xl border bg-surface px-4">
              <ChannelIcon kind={kind} className="size-6" />
              <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
              <span className="flex items-center gap-1.5 text-sm text-sage">
                <CircleCheck aria-hidden="true" className="size-4" />
                {channelName(kind)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {!hasChat && (
        <div className="rounded-3xl border bg-surface p-5">
          <Toggle
            label={t("welcome.channels.webchat")}
            hint={t("welcome.channels.webchatHint")}
            isOn={opensChat}
            onChange={setOpensChat}
          />
        </div>
      )}
      {connect}
    </StepFrame>
  );
}
