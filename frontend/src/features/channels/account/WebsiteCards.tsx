import { useQuery } from "@tanstack/react-query";
import type { ChannelAccount } from "@/shared/api/types";
import { useAbilities } from "@/shared/session";
import { Bones, Failed } from "@/shared/ui/States";
import { widgetQuery } from "../api";
import { IdentityCard } from "../website/IdentityCard";
import { InstallCard } from "../website/InstallCard";
import { WidgetForm } from "../website/WidgetForm";

/** A website's chat: the line to paste, how it looks, who is recognised. */
export function WebsiteCards({ account }: { account: ChannelAccount }) {
  const { canManage } = useAbilities("channels.manage");
  const { data, error, refetch } = useQuery(widgetQuery(account.id));
  if (error && !data) return <Failed error={error} onRetry={() => refetch()} />;
  if (!data) return <Bones rows={2} className="h-40 rounded-3xl" />;
  return (
    <>
      <InstallCard widget={data} />
      <WidgetForm key={data.id} widget={data} />
      {canManage && <IdentityCard widget={data} />}
    </>
  );
}
