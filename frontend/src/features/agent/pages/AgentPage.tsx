import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Hand, Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { AgentSettings } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { Page } from "@/shared/ui/Page";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { saveSettings, settingsQuery } from "../api";
import { Playground } from "../components/Playground";
import { PromptEditor } from "../components/PromptEditor";
import { SettingsForm } from "../components/SettingsForm";

function ModeSwitch({ settings }: { settings: AgentSettings }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { canManage } = useAbilities();
  const { mutate, isPending } = useMutation({
    mutationFn: (mode: AgentSettings["mode"]) => saveSettings({ mode }),
    onSuccess: (saved) => client.setQueryData(settingsQuery.queryKey, saved),
    onError: (error) => toast.error(errorText(error)),
  });
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
          icon: <Sparkles aria-hidden="true" className="size-4" />,
        },
        { value: "off", label: t("agent.off"), icon: <Hand aria-hidden="true" className="size-4" /> },
      ]}
    />
  );
}

export function AgentPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(settingsQuery);
  return (
    <Page title={t("nav.agent")} text={t("agent.text")} action={data && <ModeSwitch settings={data} />}>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <PromptEditor />
          {error && !data && <Failed error={error} onRetry={() => refetch()} />}
          {!data && !error && <Bones rows={3} className="h-40 rounded-3xl" />}
          {data && <SettingsForm settings={data} />}
        </div>
        <Playground />
      </div>
    </Page>
  );
}
