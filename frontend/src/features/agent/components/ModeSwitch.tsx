import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Hand, PenLine, Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { AgentSettings } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { Segmented } from "@/shared/ui/Segmented";
import { toast } from "@/shared/ui/toast";
import { saveSettings, settingsQuery } from "../api";

/** Whether the assistant answers, prepares drafts, or stays silent. */
export function ModeSwitch() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { canManage } = useAbilities("agent.manage");
  const { data: settings } = useQuery(settingsQuery);
  const { mutate, isPending } = useMutation({
    mutationFn: (mode: AgentSettings["mode"]) => saveSettings({ mode }),
    onSuccess: (saved) => client.setQueryData(settingsQuery.queryKey, saved),
    onError: (error) => toast.error(errorText(error)),
  });
  if (!settings) return null;
  return (
    <Segmented
      label={t("agent.mode")}
      value={settings.mode}
      onChange={(mode) => mutate(mode)}
      isDisabled={!canManage || isPending}
      options={[
        {
          value: "autopilot",
          label: t("agent.autopilot"),
          short: t("agent.short.autopilot"),
          icon: <Sparkles aria-hidden="true" className="size-4" />,
        },
        {
          value: "copilot",
          label: t("agent.copilot"),
          short: t("agent.short.copilot"),
          icon: <PenLine aria-hidden="true" className="size-4" />,
        },
        {
          value: "off",
          label: t("agent.off"),
          short: t("agent.short.off"),
          icon: <Hand aria-hidden="true" className="size-4" />,
        },
      ]}
    />
  );
}
