import type { ComponentProps } from "react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { ChannelIcon, channelName } from "@/shared/ui/ChannelIcon";
import { approveChannel, type ReviewedChannel, rejectChannel } from "../api";
import { When } from "../shell/Facts";
import { ReasonDialog } from "../shell/ReasonDialog";
import { RowLink } from "../shell/Table";
import { useAct, useFormAct } from "../shell/useAct";

type Tone = ComponentProps<typeof Badge>["tone"];
const REVIEWS: Record<ReviewedChannel["review"], Tone> = {
  approved: "sage",
  pending: "honey",
  rejected: "danger",
};

/** A channel with the platform's word about it, and the way to another word. */
export function ChannelRow({ channel, withCompany }: { channel: ReviewedChannel; withCompany?: boolean }) {
  const { t } = useTranslation();
  const [isRejecting, setRejecting] = useState(false);
  const approve = useAct(() => approveChannel(channel), t("console.channels.approvedNow"));
  const reject = useFormAct(
    (reason: string) => rejectChannel(channel, reason),
    t("console.channels.rejectedNow"),
    () => setRejecting(false),
  );
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 py-3">
      <div className="flex min-w-0 items-start gap-3">
        <ChannelIcon kind={channel.kind} className="mt-1 size-4 shrink-0" />
        <div className="min-w-0 text-sm">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-semibold break-all">{channel.name}</span>
            <Badge tone={REVIEWS[channel.review]}>{t(`console.channels.review.${channel.review}`)}</Badge>
            {channel.state !== "connected" && (
              <Badge tone={channel.state === "error" ? "danger" : "neutral"}>
                {t(`console.channels.state.${channel.state}`)}
              </Badge>
            )}
          </p>
          <p className="text-[13px] text-ink-3">
            {withCompany && (
              <>
                <RowLink page="companies" id={channel.company}>
                  {channel.company_name}
                </RowLink>
                {" · "}
              </>
            )}
            {channelName(channel.kind)} · <span className="break-all">{channel.external_id}</span> ·{" "}
            <When at={channel.connected_at} />
          </p>
          {channel.last_error && <p className="break-words text-danger">{channel.last_error}</p>}
          {channel.decided_by_name && (
            <p className="text-[13px] break-words text-ink-2">
              {t("console.channels.decidedBy", { name: channel.decided_by_name })}
              {channel.reason && ` — ${channel.reason}`}
            </p>
          )}
        </div>
      </div>
      <div className="flex gap-2">
        {channel.review !== "approved" && (
          <Button size="sm" look="soft" isBusy={approve.isPending} onClick={() => approve.mutate(undefined)}>
            {t("console.channels.approve")}
          </Button>
        )}
        {channel.review !== "rejected" && (
          <Button size="sm" look="quiet" onClick={() => setRejecting(true)}>
            {t("console.channels.reject")}
          </Button>
        )}
      </div>
      {isRejecting && (
        <ReasonDialog
          title={t("console.channels.rejectTitle", { name: channel.name })}
          text={t("console.channels.rejectText")}
          label={t("console.channels.why")}
          action={t("console.channels.reject")}
          error={reject.error}
          isBusy={reject.isPending}
          onDone={(reason) => reject.mutate(reason)}
          onClose={() => setRejecting(false)}
        />
      )}
    </li>
  );
}
