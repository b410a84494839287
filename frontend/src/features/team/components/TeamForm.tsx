import { useQuery } from "@tanstack/react-query";
import { Crown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { Avatar } from "@/shared/ui/Avatar";
import { TextArea, TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { Toggle } from "@/shared/ui/Toggle";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { keys, membersQuery, saveTeam, type Team } from "../api";

type Place = { id: string; is_lead: boolean };

type PlacesProps = { places: readonly Place[]; onChange: (places: Place[]) => void; errors?: string[] };

function Places({ places, onChange, errors }: PlacesProps) {
  const { t } = useTranslation();
  const { data: members } = useQuery(membersQuery);
  const people = (members ?? []).filter(
    (member) =>
      places.some((place) => place.id === member.id) || (member.is_active && member.role !== "viewer"),
  );
  const toggle = (id: string) =>
    onChange(
      places.some((place) => place.id === id)
        ? places.filter((place) => place.id !== id)
        : [...places, { id, is_lead: false }],
    );
  const lead = (id: string) =>
    onChange(places.map((place) => (place.id === id ? { ...place, is_lead: !place.is_lead } : place)));
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{t("teamSettings.members")}</legend>
      <ul className="divide-y rounded-xl border">
        {people.map((member) => {
          const place = places.find((one) => one.id === member.id);
          return (
            <li key={member.id} className="flex items-center gap-2 px-3 py-1.5">
              <label className="flex min-h-9 min-w-0 flex-1 cursor-pointer items-center gap-2.5 text-sm pointer-coarse:min-h-11">
                <input
                  type="checkbox"
                  checked={place !== undefined}
                  onChange={() => toggle(member.id)}
                  className="size-4.5 accent-primary"
                />
                <Avatar id={member.id} name={member.name} size="sm" />
                <span className="truncate">{member.name}</span>
              </label>
              {place && (
                <button
                  type="button"
                  aria-pressed={place.is_lead}
                  onClick={() => lead(member.id)}
                  className={cn(
                    "inline-flex min-h-8 items-center gap-1.5 rounded-full px-3 text-[13px] font-medium pointer-coarse:min-h-11",
                    place.is_lead ? "bg-honey-soft text-honey" : "text-ink-3 hover:bg-sunken",
                  )}
                >
                  <Crown aria-hidden="true" className="size-3.5" />
                  {t("teamSettings.lead")}
                  <span className="sr-only">: {member.name}</span>
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {errors?.length && <p className="mt-1.5 text-[13px] text-danger">{errors.join(" ")}</p>}
    </fieldset>
  );
}

export function TeamForm({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useForm({
    name: team?.name ?? "",
    description: team?.description ?? "",
    auto_assign: team?.auto_assign ?? false,
    members: (team?.members ?? []).map(({ id, is_lead }): Place => ({ id, is_lead })),
  });
  const { values, set, fieldErrors } = form;
  const saving = useSave({
    save: () => saveTeam(team?.id ?? null, values),
    key: keys.teams,
    setError: form.setError,
    fieldOf: { team_taken: "name" },
    onSaved: onClose,
  });
  return (
    <Modal isOpen onClose={onClose} title={team ? team.name : t("teamSettings.add")}>
      <SettingsForm
        onSave={saving.mutate}
        isSaving={saving.isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <TextField
          label={t("teamSettings.name")}
          required
          maxLength={80}
          value={values.name}
          errors={fieldErrors.name}
          onChange={(event) => set("name", event.target.value)}
        />
        <TextArea
          label={t("teamSettings.description")}
          className="min-h-16"
          maxLength={500}
          value={values.description}
          errors={fieldErrors.description}
          onChange={(event) => set("description", event.target.value)}
        />
        <Places
          places={values.members}
          onChange={(members) => set("members", members)}
          errors={fieldErrors.members}
        />
        <Toggle
          label={t("teamSettings.autoAssign")}
          hint={t("teamSettings.autoAssignHint")}
          isOn={values.auto_assign}
          onChange={(isOn) => set("auto_assign", isOn)}
        />
      </SettingsForm>
    </Modal>
  );
}
