import { Link } from "@tanstack/react-router";
import { ChevronRight, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ChannelAccount } from "@/shared/api/types";
import { cn } from "@/shared/lib/cn";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { ChannelIcon } from "@/shared/ui/ChannelIcon";
import { conditionOf, TONES } from "../condition";
import type { Kind } from "../kinds";
import { useConditionText } from "../useConditionText";

const DOTS = { sage: "bg-sage", honey: "bg-honey", danger: "bg-danger" };
const WORDS = { sage: "text-ink-2", honey: "text-honey", danger: "text-danger" };

function AccountRow({ account }: { account: ChannelAccount }) {
  const tone = TONES[conditionOf(account).is];
  const text = useConditionText(account);
  return (
    <li>
      <Link
        to="/settings/channels/$accountId"
        params={{ accountId: account.id }}
        className="group -mx-2 flex min-h-12 items-center gap-3 rounded-xl px-2 py-2 transition-colors hover:bg-sunken"
      >
        <span aria-hidden="true" className={cn("size-2.5 shrink-0 rounded-full", DOTS[tone])} />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">{account.name}</span>
          <span className={cn("block text-[13px]", WORDS[tone])}>{text}</span>
        </span>
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-ink-3 transition-transform group-hover:translate-x-0.5"
        />
      </Link>
    </li>
  );
}

type KindCardProps = { kind: Kind; accounts: readonly ChannelAccount[]; onConnect: () => void };

export function KindCard({ kind, accounts, onConnect }: KindCardProps) {
  const { t } = useTranslation();
  const { canManage } = useAbilities("channels.manage");
  const name = t(`channels.kind.${kind}.name`);
  const isEmpty = accounts.length === 0;
  return (
    <li className="flex flex-col rounded-3xl border bg-surface p-5 shadow-card">
      <div className="flex items-start gap-3.5">
        <span aria-hidden="true" className="grid size-11 shrink-0 place-items-center rounded-2xl bg-sunken">
          <ChannelIcon kind={kind} className="size-6 dark:brightness-125" />
        </span>
        <div className="min-w-0">
          <h3 className="font-semibold">{name}</h3>
          <p className="mt-0.5 text-[13px] text-pretty text-ink-2">{t(`channels.kind.${kind}.brings`)}</p>
        </div>
      </div>
      {!isEmpty && (
        <ul className="mt-3 flex flex-col border-t pt-2">
          {accounts.map((account) => (
            <AccountRow key={account.id} account={account} />
          ))}
        </ul>
      )}
      {(canManage || isEmpty) && (
        <div className="mt-auto pt-4">
          {canManage ? (
            <Button
              size="sm"
              look={isEmpty ? "soft" : "quiet"}
              className={cn(!isEmpty && "-ml-3")}
              aria-label={isEmpty ? t(`channels.kind.${kind}.connect`) : t("channels.connectMore", { name })}
              onClick={onConnect}
            >
              <Plus aria-hidden="true" className="size-4" />
              {t(isEmpty ? "channels.connect" : "channels.another")}
            </Button>
          ) : (
            <p className="text-[13px] text-ink-3">{t("channels.notConnected")}</p>
          )}
        </div>
      )}
    </li>
  );
}
