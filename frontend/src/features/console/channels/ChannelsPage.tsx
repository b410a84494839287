import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/shared/ui/Card";
import { ChannelIcon, channelName } from "@/shared/ui/ChannelIcon";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Failed } from "@/shared/ui/States";
import { Toggle } from "@/shared/ui/Toggle";
import { channels, type KindRule, kindsQuery, setKind } from "../api";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { Listing, useListing } from "../shell/Listing";
import { ReasonDialog } from "../shell/ReasonDialog";
import { SearchBox } from "../shell/SearchBox";
import { useAct } from "../shell/useAct";
import { useFilters } from "../shell/useFilters";
import { ChannelRow } from "./ChannelRow";

const SHOWN = ["pending", "rejected", "approved", "all"] as const;

function Kind({ rule }: { rule: KindRule }) {
  const { t } = useTranslation();
  const [isClosing, setClosing] = useState(false);
  const act = useAct(
    (changes: Partial<KindRule>) =>
      setKind({
        kind: rule.kind,
        is_open: rule.is_open,
        needs_review: rule.needs_review,
        reason: rule.reason,
        seen_at: rule.changed_at,
        ...changes,
      }),
    t("common.saved"),
    () => setClosing(false),
  );
  return (
    <li className="flex flex-col gap-3 py-4 first:pt-0 last:pb-0">
      <p className="flex items-center gap-2 font-semibold">
        <ChannelIcon kind={rule.kind} className="size-4" />
        {channelName(rule.kind)}
        <span className="text-[13px] font-normal text-ink-3">
          {t("console.channels.connected", { count: rule.channels })}
        </span>
      </p>
      <Toggle
        label={t("console.channels.open")}
        hint={rule.is_open ? undefined : rule.reason}
        isOn={rule.is_open}
        isDisabled={act.isPending}
        onChange={(isOn) => (isOn ? act.mutate({ is_open: true, reason: "" }) : setClosing(true))}
      />
      <Toggle
        label={t("console.channels.reviewed")}
        isOn={rule.needs_review}
        isDisabled={act.isPending}
        onChange={(isOn) => act.mutate({ needs_review: isOn })}
      />
      {isClosing && (
        <ReasonDialog
          title={t("console.channels.closeTitle", { kind: channelName(rule.kind) })}
          text={t("console.channels.closeText", { count: rule.channels })}
          label={t("console.channels.why")}
          action={t("console.channels.close")}
          error={act.error}
          isBusy={act.isPending}
          onDone={(reason) => act.mutate({ is_open: false, reason })}
          onClose={() => setClosing(false)}
        />
      )}
    </li>
  );
}

function Kinds() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(kindsQuery);
  return (
    <Card title={t("console.channels.kinds")} text={t("console.channels.kindsText")}>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-16 rounded-2xl" />}
      <ul className="flex flex-col divide-y">
        {data?.map((rule) => (
          <Kind key={rule.kind} rule={rule} />
        ))}
      </ul>
    </Card>
  );
}

/** Channels that wait for a word, those that have one, and what holds for each kind. */
export function ChannelsPage() {
  const { t } = useTranslation();
  const { filters, set } = useFilters();
  const shown = SHOWN.find((one) => one === filters.state) ?? "pending";
  const { q } = filters;
  const found = useListing("channels", { q, shown }, (cursor) =>
    channels({ q, review: shown === "all" ? undefined : shown, cursor }),
  );
  return (
    <>
      <ConsoleTitle title={t("console.pages.channels")} text={t("console.channels.text")} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Card>
          <div className="mb-3 flex flex-wrap items-center gap-3">
            <Segmented
              label={t("console.columns.state")}
              value={shown}
              options={SHOWN.map((value) => ({
                value,
                label: value === "all" ? t("console.filters.all") : t(`console.channels.review.${value}`),
              }))}
              onChange={(state) => set({ state })}
            />
            <SearchBox
              label={t("console.channels.search")}
              value={q ?? ""}
              onChange={(text) => set({ q: text || undefined })}
            />
          </div>
          <Listing found={found} empty={t("console.channels.none")}>
            {(rows) => (
              <ul className="flex flex-col divide-y">
                {rows.map((channel) => (
                  <ChannelRow key={channel.id} channel={channel} withCompany />
                ))}
              </ul>
            )}
          </Listing>
        </Card>
        <Kinds />
      </div>
    </>
  );
}
