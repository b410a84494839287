import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { CircleCheck, PlugZap } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChannelAccount } from "@/shared/api/types";
import { Avatar } from "@/shared/ui/Avatar";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { channelName } from "@/shared/ui/ChannelIcon";
import { Bones, Empty } from "@/shared/ui/States";
import { type ChannelGrant, grantQuery, redeem, useConnectChoice } from "../api";
import { type Returned, readReturn } from "../returned";
import { useReasonText, useRefusal } from "../useRefusal";
import { Refusal } from "../wizards/Refusal";

type Choice = ChannelGrant["choices"][number];

function BackToChannels({ look = "primary", text }: { look?: "primary" | "secondary"; text: string }) {
  return (
    <Button asChild look={look}>
      <Link to="/settings/$section" params={{ section: "channels" }}>
        {text}
      </Link>
    </Button>
  );
}

function ChoiceRow({ grant, choice }: { grant: ChannelGrant; choice: Choice }) {
  const { t } = useTranslation();
  const reasonText = useReasonText();
  const [connected, setConnected] = useState<ChannelAccount | null>(null);
  const { mutate, isPending, error } = useConnectChoice(grant.id, { onSuccess: setConnected });
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-center gap-3">
        <Avatar id={choice.external_id} name={choice.name} />
        <div className="min-w-40 flex-1">
          <p className="font-medium">{choice.name}</p>
          {choice.detail && <p className="text-[13px] text-ink-2">{choice.detail}</p>}
          {choice.note && (
            <p className="mt-1 max-w-prose text-[13px] text-honey">
              {reasonText(choice.note_code, choice.note)}
            </p>
          )}
        </div>
        {connected ? (
          <Link
            to="/settings/channels/$accountId"
            params={{ accountId: connected.id }}
            className="inline-flex min-h-9 items-center gap-1.5 text-sm font-medium text-sage underline underline-offset-4"
          >
            <CircleCheck aria-hidden="true" className="size-4" />
            {t("channels.return.open")}
          </Link>
        ) : (
          <Button
            look="primary"
            size="sm"
            disabled={choice.note !== ""}
            isBusy={isPending}
            aria-label={t("channels.connectNamed", { name: choice.name })}
            onClick={() => mutate(choice.external_id)}
          >
            {t("channels.connect")}
          </Button>
        )}
      </div>
      <Refusal error={error} className="mt-3" />
    </li>
  );
}

/** What can be connected first, the rest with its reasons after it. */
function ordered(choices: readonly Choice[]): Choice[] {
  return [...choices].sort((one, other) => Number(one.note !== "") - Number(other.note !== ""));
}

function Choices({ grant }: { grant: ChannelGrant }) {
  const { t } = useTranslation();
  const brand = channelName(grant.kind);
  if (grant.choices.length === 0) {
    return (
      <Empty
        picture={<PlugZap />}
        title={t("channels.return.none")}
        text={t("channels.return.noneText", { brand })}
        action={<BackToChannels text={t("channels.return.back")} />}
      />
    );
  }
  return (
    <Card title={t("channels.return.choose")} text={t("channels.return.chooseText", { brand })}>
      <ul className="divide-y">
        {ordered(grant.choices).map((choice) => (
          <ChoiceRow key={choice.external_id} grant={grant} choice={choice} />
        ))}
      </ul>
      <div className="mt-3 flex justify-end border-t pt-4">
        <BackToChannels look="secondary" text={t("channels.return.done")} />
      </div>
    </Card>
  );
}

/** Swap what the fragment brought for a grant; a grant in the address is asked for again after a reload. */
function useGrant(returned: Returned) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { grant: known } = useSearch({ from: "/shell/settings/channels/return" });
  const fresh = useQuery({
    queryKey: ["channels", "return", returned.is === "granted" ? returned.state : ""],
    enabled: returned.is === "granted" && !known,
    // A code works once: asking again could only fail.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: async () => {
      if (returned.is !== "granted") throw new Error("nothing to redeem");
      const grant = await redeem(returned.kind, { code: returned.code, state: returned.state });
      client.setQueryData(grantQuery(grant.id).queryKey, grant);
      return grant;
    },
  });
  const stored = useQuery({ ...grantQuery(known ?? ""), enabled: Boolean(known) });
  const id = fresh.data?.id;
  useEffect(() => {
    if (id && !known) {
      void navigate({ to: "/settings/channels/return", search: { grant: id }, hash: "", replace: true });
    }
  }, [id, known, navigate]);
  return { grant: stored.data ?? fresh.data, error: stored.error ?? fresh.error };
}

/** Where a vendor's page sends the browser back to: which of the accounts shall be connected? */
export function ReturnPage() {
  const { t } = useTranslation();
  const { grant: known } = useSearch({ from: "/shell/settings/channels/return" });
  const [returned] = useState(() => readReturn(window.location.hash));
  const { grant, error } = useGrant(returned);
  const { sentence } = useRefusal(error);
  useEffect(() => {
    // The code must not stay in the address bar, where it is copied and remembered.
    if (window.location.hash) {
      const { pathname, search } = window.location;
      window.history.replaceState(window.history.state, "", pathname + search);
    }
  }, []);
  if (grant) return <Choices grant={grant} />;
  if (error || (returned.is !== "granted" && !known)) {
    const brand = returned.is === "refused" ? channelName(returned.kind) : "";
    const text =
      returned.is === "refused" ? t("channels.return.refused", { brand }) : t("channels.return.nothing");
    return (
      <div role="alert">
        <Empty
          picture={<PlugZap />}
          title={t("channels.return.failed")}
          text={error ? sentence : text}
          action={<BackToChannels text={t("channels.return.back")} />}
        />
      </div>
    );
  }
  return (
    <Card title={t("channels.return.asking")}>
      <Bones rows={3} className="h-14" />
    </Card>
  );
}
