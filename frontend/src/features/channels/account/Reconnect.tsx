import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
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
import { ConnectDialog } from "../wizards/ConnectDialog";

/** What is wrong with the account and the way to mend it; nothing while it is well. */
export function Reconnect({ account, condition }: { account: ChannelAccount; condition: Condition }) {
  const { t } = useTranslation();
  const { canManage } = useAbilities("channels.manage");
  const [isConnecting, setConnecting] = useState(false);
  const { kind } = account;
  const { data: health } = useQuery(healthQuery(account.id));
  const checkText = useCheckText(kind);
  if (condition.is === "works" || condition.is === "quiet") return null;
  const isSoon = condition.is === "expiring";
  // What the test says now is newer than what was noted then, and is said in the reader's language.
  const failed = health?.checks.find((check) => !check.ok);
  const reason = failed ? checkText(failed) : account.last_error;
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
