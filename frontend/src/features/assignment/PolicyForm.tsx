import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { Toggle } from "@/shared/ui/Toggle";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { type Policy, policiesQuery, savePolicy } from "./api";

type Named = { id: string; name: string };
type PolicyFormProps = {
  policy: Policy | null;
  teams: readonly Named[];
  members: readonly Named[];
  onClose: () => void;
};

const whole = (text: string) => (text.trim() === "" ? null : Number(text));

function valuesOf(policy: Policy | null) {
  return {
    name: policy?.name ?? "",
    team: policy?.team?.id ?? "",
    is_on: policy?.is_on ?? true,
    method: policy?.method ?? ("round_robin" as const),
    order: policy?.order ?? ("longest_waiting" as const),
    capacity: policy?.capacity?.toString() ?? "",
    only_online: policy?.only_online ?? true,
    by_skill: policy?.by_skill ?? false,
    reassign_after_min: policy?.reassign_after_min?.toString() ?? "",
    members: Object.fromEntries((policy?.members ?? []).map((row) => [row.id, String(row.capacity)])),
  };
}

/** How many at once, for those who differ from the rest. */
function OwnCapacities(props: {
  members: readonly Named[];
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
  errors?: string[];
}) {
  const { t } = useTranslation();
  const { members, values, onChange, errors } = props;
  return (
    <details className="rounded-2xl border p-3" open={Object.keys(values).length > 0}>
      <summary className="text-sm font-medium">{t("assignmentSettings.ownCapacity")}</summary>
      <ul className="mt-2 flex flex-col gap-2">
        {members.map((member) => (
          <li key={member.id} className="flex items-center justify-between gap-3 text-sm">
            <span aria-hidden="true" className="min-w-0 truncate">
              {member.name}
            </span>
            <div className="w-28">
              <TextField
                label={t("assignmentSettings.capacityOf", { name: member.name })}
                isLabelHidden
                type="number"
                min={1}
                max={10_000}
                placeholder={t("assignmentSettings.asAll")}
                value={values[member.id] ?? ""}
                onChange={(event) => onChange({ ...values, [member.id]: event.target.value })}
              />
            </div>
          </li>
        ))}
      </ul>
      {errors?.length && <p className="mt-1 text-[13px] text-danger">{errors.join(" ")}</p>}
    </details>
  );
}

export function PolicyForm({ policy, teams, members, onClose }: PolicyFormProps) {
  const { t } = useTranslation();
  const form = useForm(valuesOf(policy));
  const { values, set, fieldErrors } = form;
  const saving = useSave({
    save: () =>
      savePolicy(policy?.id ?? null, {
        ...values,
        team: values.team || null,
        capacity: whole(values.capacity),
        reassign_after_min: whole(values.reassign_after_min),
        members: Object.entries(values.members)
          .filter(([, capacity]) => capacity.trim() !== "")
          .map(([id, capacity]) => ({ id, capacity: Number(capacity) })),
      }),
    key: policiesQuery.queryKey,
    setError: form.setError,
    fieldOf: { policy_taken: "team" },
    onSaved: onClose,
  });
  return (
    <Modal isOpen onClose={onClose} title={policy ? policy.name : t("assignmentSettings.add")}>
      <SettingsForm
        onSave={saving.mutate}
        isSaving={saving.isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <TextField
          label={t("assignmentSettings.name")}
          required
          maxLength={80}
          value={values.name}
          errors={fieldErrors.name}
          onChange={(event) => set("name", event.target.value)}
        />
        <SelectField
          label={t("assignmentSettings.team")}
          value={values.team}
          errors={fieldErrors.team}
          onChange={(event) => set("team", event.target.value)}
        >
          <option value="">{t("assignmentSettings.noTeam")}</option>
          {teams.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            label={t("assignmentSettings.method")}
            hint={t(`assignmentSettings.methodHint.${values.method}`)}
            value={values.method}
            errors={fieldErrors.method}
            onChange={(event) => set("method", event.target.value as Policy["method"])}
          >
            <option value="round_robin">{t("assignmentSettings.methods.round_robin")}</option>
            <option value="least_busy">{t("assignmentSettings.methods.least_busy")}</option>
          </SelectField>
          <SelectField
            label={t("assignmentSettings.order")}
            value={values.order}
            errors={fieldErrors.order}
            onChange={(event) => set("order", event.target.value as Policy["order"])}
          >
            <option value="longest_waiting">{t("assignmentSettings.orders.longest_waiting")}</option>
            <option value="oldest">{t("assignmentSettings.orders.oldest")}</option>
          </SelectField>
          <TextField
            label={t("assignmentSettings.capacity")}
            hint={t("assignmentSettings.capacityHint")}
            type="number"
            min={1}
            max={10_000}
            value={values.capacity}
            errors={fieldErrors.capacity}
            onChange={(event) => set("capacity", event.target.value)}
          />
          <TextField
            label={t("assignmentSettings.reassign")}
            hint={t("assignmentSettings.reassignHint")}
            type="number"
            min={0}
            max={10_000}
            value={values.reassign_after_min}
            errors={fieldErrors.reassign_after_min}
            onChange={(event) => set("reassign_after_min", event.target.value)}
          />
        </div>
        <OwnCapacities
          members={members}
          values={values.members}
          onChange={(rows) => set("members", rows)}
          errors={fieldErrors.members}
        />
        <Toggle
          label={t("assignmentSettings.onlyOnline")}
          hint={t("assignmentSettings.onlyOnlineHint")}
          isOn={values.only_online}
          onChange={(isOn) => set("only_online", isOn)}
        />
        <Toggle
          label={t("assignmentSettings.bySkill")}
          hint={t("assignmentSettings.bySkillHint")}
          isOn={values.by_skill}
          onChange={(isOn) => set("by_skill", isOn)}
        />
        <Toggle
          label={t("assignmentSettings.isOn")}
          isOn={values.is_on}
          onChange={(isOn) => set("is_on", isOn)}
        />
      </SettingsForm>
    </Modal>
  );
}
