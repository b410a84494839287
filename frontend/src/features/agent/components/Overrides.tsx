import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { ChannelIcon } from "@/shared/ui/ChannelIcon";
import { SelectField, TextArea, TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { clearOverride, type Override, overridesQuery, saveOverride } from "../api";
import { linesOf } from "./settingsValues";

function isOwn(row: Override): boolean {
  const { persona } = row;
  const texts = [row.mode, row.mode_when_closed, row.greeting, row.fallback, persona.name, persona.tone];
  return texts.some(Boolean) || Boolean(persona.language) || row.guidelines.length > 0;
}

function OverrideDialog({ row, onClose }: { row: Override; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useForm({
    mode: row.mode as string,
    mode_when_closed: row.mode_when_closed as string,
    name: row.persona.name,
    tone: row.persona.tone,
    greeting: row.greeting,
    fallback: row.fallback,
    guidelines: row.guidelines.join("\n"),
  });
  const { values, set, fieldErrors } = form;
  const { mutate, isPending } = useSave({
    save: () =>
      saveOverride({
        ...row,
        mode: values.mode as Override["mode"],
        mode_when_closed: values.mode ? (values.mode_when_closed as Override["mode"]) : "",
        persona: { ...row.persona, name: values.name, tone: values.tone },
        greeting: values.greeting,
        fallback: values.fallback,
        guidelines: linesOf(values.guidelines),
      }),
    key: overridesQuery.queryKey,
    setError: form.setError,
    onSaved: onClose,
  });
  const field = (name: keyof typeof values) => ({
    value: values[name],
    errors: fieldErrors[name],
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
  });
  const modes = (
    <>
      <option value="autopilot">{t("agent.autopilot")}</option>
      <option value="copilot">{t("agent.copilot")}</option>
      <option value="off">{t("agent.off")}</option>
    </>
  );
  return (
    <Modal isOpen onClose={onClose} title={row.name} description={t("agent.overrideText")}>
      <SettingsForm
        onSave={() => mutate()}
        isSaving={isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <SelectField label={t("agent.mode")} {...field("mode")}>
          <option value="">{t("agent.asEverywhere")}</option>
          {modes}
        </SelectField>
        {values.mode && (
          <SelectField label={t("agent.closed")} {...field("mode_when_closed")}>
            <option value="">{t("agent.closedSame")}</option>
            {modes}
          </SelectField>
        )}
        <TextField label={t("agent.name")} placeholder={t("agent.asEverywhere")} {...field("name")} />
        <TextField label={t("agent.tone")} placeholder={t("agent.asEverywhere")} {...field("tone")} />
        <TextArea label={t("agent.greeting")} placeholder={t("agent.asEverywhere")} {...field("greeting")} />
        <TextArea label={t("agent.fallback")} placeholder={t("agent.asEverywhere")} {...field("fallback")} />
        <TextArea
          label={t("agent.guidelinesHere")}
          hint={t("agent.guidelinesHint")}
          {...field("guidelines")}
        />
      </SettingsForm>
    </Modal>
  );
}

/** What is different on single channels. */
export function Overrides() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { canManage } = useAbilities("agent.manage");
  const { data, error, refetch } = useQuery(overridesQuery);
  const [edited, setEdited] = useState<Override | null>(null);
  const clear = useMutation({
    mutationFn: clearOverride,
    onSuccess: () => client.invalidateQueries({ queryKey: overridesQuery.queryKey }),
    onError: (failure) => toast.error(errorText(failure)),
  });
  return (
    <Card title={t("agent.channels")} text={t("agent.channelsText")} className="mt-6 max-w-3xl">
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={2} className="h-12" />}
      {data?.length === 0 && <p className="text-sm text-ink-3">{t("agent.noChannels")}</p>}
      <ul className="flex flex-col divide-y">
        {data?.map((row) => (
          <li key={row.id} className="flex flex-wrap items-center gap-3 py-3">
            <ChannelIcon kind={row.kind} className="size-5" />
            <span className="min-w-0 flex-1 truncate font-medium">{row.name}</span>
            {isOwn(row) ? (
              <Badge tone="sage">{t("agent.different")}</Badge>
            ) : (
              <span className="text-sm text-ink-3">{t("agent.asEverywhere")}</span>
            )}
            {canManage && isOwn(row) && (
              <Button size="sm" look="quiet" onClick={() => clear.mutate(row.id)}>
                {t("agent.clearOverride")}
              </Button>
            )}
            {canManage && (
              <Button size="sm" onClick={() => setEdited(row)}>
                {t("draft.edit")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {edited && <OverrideDialog row={edited} onClose={() => setEdited(null)} />}
    </Card>
  );
}
