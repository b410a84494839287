import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Unplug } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChannelAccount } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { toast } from "@/shared/ui/toast";
import { channelsQuery, disconnectChannel } from "../api";

export function Disconnect({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const [isAsking, setAsking] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: () => disconnectChannel(account.id),
    onSuccess: async () => {
      toast.success(t("channels.disconnected", { name: account.name }));
      await navigate({ to: "/settings/$section", params: { section: "channels" } });
      client.removeQueries({ queryKey: ["channels", account.id] });
      await client.invalidateQueries({ queryKey: channelsQuery.queryKey, exact: true });
    },
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <Card
      title={t("channels.disconnect")}
      text={t("channels.disconnectText")}
      action={
        <Button look="danger" size="sm" onClick={() => setAsking(true)}>
          <Unplug aria-hidden="true" className="size-4" />
          {t("channels.disconnect")}
        </Button>
      }
    >
      <Confirm
        isOpen={isAsking}
        title={t("channels.disconnectTitle", { name: account.name })}
        text={t("channels.disconnectText")}
        action={t("channels.disconnect")}
        isBusy={isPending}
        onConfirm={() => mutate()}
        onClose={() => setAsking(false)}
      />
    </Card>
  );
}
