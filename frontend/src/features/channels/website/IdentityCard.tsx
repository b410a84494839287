import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { toast } from "@/shared/ui/toast";
import { renewIdentitySecret, type WidgetSettings, widgetQuery } from "../api";
import { Copyable } from "../components/Copyable";

/** The secret by which a website proves who its signed-in visitors are; the server shows it once. */
export function IdentityCard({ widget }: { widget: WidgetSettings }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [isAsking, setAsking] = useState(false);
  const { mutate, isPending, data } = useMutation({
    mutationFn: () => renewIdentitySecret(widget.id),
    onSuccess: () => client.invalidateQueries({ queryKey: widgetQuery(widget.id).queryKey }),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setAsking(false),
  });
  return (
    <Card
      title={t("channels.identity.title")}
      text={t("channels.identity.text")}
      action={
        <Button
          size="sm"
          isBusy={isPending}
          onClick={() => (widget.has_identity_secret ? setAsking(true) : mutate())}
        >
          {!isPending && <KeyRound aria-hidden="true" className="size-4" />}
          {t(widget.has_identity_secret ? "channels.identity.renew" : "channels.identity.make")}
        </Button>
      }
    >
      {data && (
        <div role="status">
          <Copyable
            label={t("channels.identity.secret")}
            value={data}
            isCode
            hint={t("channels.identity.once")}
          />
        </div>
      )}
      {!data && widget.has_identity_secret && (
        <p className="text-[13px] text-ink-2">{t("channels.identity.isSet")}</p>
      )}
      <Confirm
        isOpen={isAsking}
        title={t("channels.identity.renewTitle")}
        text={t("channels.identity.renewText")}
        action={t("channels.identity.renew")}
        isBusy={isPending}
        onConfirm={() => mutate()}
        onClose={() => setAsking(false)}
      />
    </Card>
  );
}
