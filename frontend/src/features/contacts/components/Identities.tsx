import { useQuery } from "@tanstack/react-query";
import { Split } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/shared/api/types";
import { channelsQuery } from "@/shared/directory";
import type en from "@/shared/i18n/en";
import { ChannelIcon } from "@/shared/ui/ChannelIcon";
import { IconButton } from "@/shared/ui/IconButton";
import { PanelGroup as Group } from "@/shared/ui/PanelGroup";

const SplitDialog = lazy(async () => ({ default: (await import("./SplitDialog")).SplitDialog }));

type KnownKind = keyof typeof en.contact.kind;

export function useIdentityKind() {
  const { t, i18n } = useTranslation();
  return (kind: string) =>
    i18n.exists(`contact.kind.${kind}`) ? t(`contact.kind.${kind as KnownKind}`) : kind;
}

/** By which numbers and names the customer is known, and on which channel each. */
export function Identities({ contact, canEdit }: { contact: Contact; canEdit: boolean }) {
  const { t } = useTranslation();
  const kindName = useIdentityKind();
  const [isSplitting, setSplitting] = useState(false);
  const { data: channels = [] } = useQuery(channelsQuery);
  if (contact.identities.length === 0) return null;
  return (
    <Group
      title={t("contact.identities")}
      action={
        canEdit &&
        contact.identities.length > 1 && (
          <IconButton label={t("contact.split")} onClick={() => setSplitting(true)} className="size-7">
            <Split className="size-3.5" />
          </IconButton>
        )
      }
    >
      <ul className="flex flex-col gap-2 px-2">
        {contact.identities.map((identity) => {
          const channel = channels.find((one) => one.id === identity.channel);
          return (
            <li key={identity.id} className="flex items-center gap-2 text-[13px]">
              <ChannelIcon kind={channel?.kind ?? ""} className="size-4" />
              <span className="min-w-0 flex-1">
                <span className="block truncate select-all">{identity.value}</span>
                {channel && channels.length > 1 && (
                  <span className="block truncate text-xs text-ink-3">{channel.name}</span>
                )}
              </span>
              <span className="shrink-0 text-xs text-ink-3">{kindName(identity.kind)}</span>
            </li>
          );
        })}
      </ul>
      <Suspense fallback={null}>
        {isSplitting && <SplitDialog contact={contact} onClose={() => setSplitting(false)} />}
      </Suspense>
    </Group>
  );
}
