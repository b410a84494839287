import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { isTurningAway } from "@/shared/identity/turningAway";
import { useIdentity } from "@/shared/identity/useIdentity";
import { useAbilities } from "@/shared/session";
import { SelectField, TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { Segmented } from "@/shared/ui/Segmented";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { useForm } from "@/shared/ui/useForm";
import { keys, makeApiKey, type NewApiKey } from "./api";
import { AREAS, type Area, RIGHTS, type Right, scopesOf } from "./scopes";

const DAY_MS = 86_400_000;
const LIFETIMES = ["30", "90", "365", ""] as const;
const NOTHING = Object.fromEntries(AREAS.map((area) => [area, "none"])) as Record<Area, Right>;

type ApiKeyFormProps = { onMade: (key: string) => void; onClose: () => void };

export function ApiKeyForm({ onMade, onClose }: ApiKeyFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { canManage } = useAbilities();
  const form = useForm({
    name: "",
    kind: "personal" as NewApiKey["kind"],
    scopes: NOTHING,
    days: "90" as (typeof LIFETIMES)[number],
  });
  const { values, set, fieldErrors } = form;
  const [guarded, dialog] = useIdentity();
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      guarded(() =>
        makeApiKey({
          name: values.name,
          kind: values.kind,
          scopes: scopesOf(values.scopes) as NewApiKey["scopes"],
          expires_at: values.days ? new Date(Date.now() + Number(values.days) * DAY_MS).toISOString() : null,
        }),
      ),
    onSuccess: async (key) => {
      await client.invalidateQueries({ queryKey: keys.apiKeys });
      onMade(key);
    },
    onError: (error) => form.setError(isTurningAway(error) ? null : error),
  });
  return (
    <Modal isOpen onClose={onClose} title={t("apiKeys.add")}>
      <SettingsForm
        onSave={mutate}
        isSaving={isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <TextField
          label={t("apiKeys.name")}
          hint={t("apiKeys.nameHint")}
          required
          maxLength={80}
          value={values.name}
          errors={fieldErrors.name}
          onChange={(event) => set("name", event.target.value)}
        />
        {canManage && (
          <div className="flex flex-col items-start gap-1.5">
            <Segmented
              label={t("apiKeys.kind")}
              value={values.kind}
              onChange={(kind) => set("kind", kind)}
              options={[
                { value: "personal", label: t("apiKeys.personal") },
                { value: "service", label: t("apiKeys.service") },
              ]}
            />
            <p className="text-[13px] text-ink-3">
              {t(values.kind === "personal" ? "apiKeys.personalText" : "apiKeys.serviceText")}
            </p>
          </div>
        )}
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 text-sm font-medium">{t("apiKeys.scopes")}</legend>
          {AREAS.map((area) => (
            <div key={area} className="flex flex-wrap items-center justify-between gap-2">
              <span className="text-sm">{t(`apiKeys.area.${area}`)}</span>
              <Segmented
                label={t(`apiKeys.area.${area}`)}
                value={values.scopes[area]}
                onChange={(right) => set("scopes", { ...values.scopes, [area]: right })}
                options={RIGHTS.map((right) => ({ value: right, label: t(`apiKeys.right.${right}`) }))}
              />
            </div>
          ))}
          {fieldErrors.scopes && <p className="text-[13px] text-danger">{t("apiKeys.noScopes")}</p>}
        </fieldset>
        <SelectField
          label={t("apiKeys.lifetime")}
          value={values.days}
          onChange={(event) => set("days", event.target.value as (typeof LIFETIMES)[number])}
        >
          {LIFETIMES.map((days) => (
            <option key={days} value={days}>
              {days ? t("apiKeys.days", { count: Number(days) }) : t("apiKeys.forever")}
            </option>
          ))}
        </SelectField>
      </SettingsForm>
      {dialog}
    </Modal>
  );
}
