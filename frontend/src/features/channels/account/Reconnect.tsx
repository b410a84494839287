import { useQuery } from "@tanstack/react-query";
import { Hourglass, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChannelAccount } from "@/shared/api/types";
import { cn } from "@/shared/lib/cn";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { healthQuery } from "../api";
import type { Condition } from "../condition";
import { isKind } from "../kinds";
import { useCheckText } from "../useCheckText";
import { useTroubleText } from "../useTroubleText";
import { ConnectDialog } from "../wizards/ConnectDialog";

/** The platform lets nothing out by this channel, however well it is. */
function Held({ hold }: { hold: NonNullable<ChannelAccount["hold"]> }) {
  const { t } = useTranslation();
  return (
    <div
      role="status"
      className="flex items-start gap-4 rounded-2xl bg-honey-soft px-5 py-4 text-sm text-honey"
    >
      <Hourglass aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0">
        <p className="font-semibold">{t(`channels.hold.${hold.code}`)}</p>
        {hold.reason && <p className="mt-0.5">{hold.reason}</p>}
        <p className="mt-0.5">{t(`channels.holdText.${hold.code}`)}</p>
      </div>
    </div>
  );
}

/** What is wrong with the account and the way to mend it; nothing while it is well. */
export function Reconnect({ account, condition }: { account: ChannelAccount; condition: Condition }) {
  const { t } = useTranslation();
  const { canManage } = useAbilities("channels.manage");
  const [isConnecting, setConnecting] = useState(false);
  const { kind } = account;
  const { data: health } = useQuery(healthQuery(account.id));
  const checkText = useCheckText(kind);
  const troubleText = useTroubleText();
  if (condition.is === "works" || condition.is === "quiet") return null;
  if (condition.is === "held") return <Held hold={condition.why} />;
  const isSoon = condition.is === "expiring";
  // What the test says now is newer than what was noted then, and is said in the reader's language.
  const failed = health?.checks.find((check) => !check.ok);
  const noted = { code: account.last_error_code, text: account.last_error };
  const reason = failed ? checkText(failed) : troubleText(noted, kind);
  const title = isSoon
    ? t("channels.condition.expiring", { count: condition.days })
    : t(`channels.condition.${condition.is}`);
  return (
    <div
      role="alert"
      className={cn(
        "flex flex-wrap items-center gap-x-4 gap-y-3 rounded-2xl px-5 py-4 text-sm",
        isSoon ? "bg-honey-soft text-honey" : "bg-danger-soft text-danger",
      )}
    >
      <TriangleAlert aria-hidden="true" className="size-5 shrink-0" />
      <div className="min-w-48 flex-1">
        <p className="font-semibold">{title}</p>
        {reason && <p className="mt-0.5">{reason}</p>}
        <p className="mt-0.5">{t(canManage ? "channels.mend" : "channels.askAdmin")}</p>
      </div>
      {canManage && isKind(kind) && kind !== "webchat" && (
        <Button look="primary" onClick={() => setConnecting(true)}>
          {t("channels.reconnect")}
        </Button>
      )}
      {isConnecting && isKind(kind) && <ConnectDialog kind={kind} onClose={() => setConnecting(false)} />}
    </div>
  );
}
