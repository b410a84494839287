import { useTranslation } from "react-i18next";
import type { Member } from "@/shared/api/types";
import { problemOf, type Week } from "@/shared/lib/hours";
import { useAbilities, useMe } from "@/shared/session";
import { Card } from "@/shared/ui/Card";
import { Choices } from "@/shared/ui/Choices";
import { SelectField } from "@/shared/ui/Field";
import { Segmented } from "@/shared/ui/Segmented";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { Toggle } from "@/shared/ui/Toggle";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { WeekHours } from "@/shared/ui/WeekHours";
import { changeMember, GIVEN_ROLES, type GivenRole, keys } from "../api";

/** What most people work, to begin with. */
const USUAL_WEEK: Week = [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [["09:00", "18:00"]] : []));

type MemberFormProps = { member: Member; skillNames: readonly string[] };

/** A colleague's role, hours, what they see and are good at; owners and administrators always see everything. */
export function MemberForm({ member, skillNames }: MemberFormProps) {
  const { t } = useTranslation();
  const me = useMe().member;
  const { canManage } = useAbilities();
  const form = useForm({
    role: member.role,
    sees: member.sees,
    skills: member.skills as string[],
    working_week: member.working_week as Week,
  });
  const { values, set, fieldErrors } = form;
  const saving = useSave({
    save: () => {
      const { role, ...rest } = values;
      return changeMember(member.id, role === member.role ? rest : { ...rest, role: role as GivenRole });
    },
    key: keys.all,
    setError: form.setError,
  });
  const isOwner = member.role === "owner";
  const isReadOnly = isOwner && me?.role !== "owner";
  const hasHours = values.working_week.length > 0;
  const seesAll = values.role === "owner" || values.role === "admin";
  const names = [...new Set([...skillNames, ...member.skills])];
  const roles = isOwner ? (["owner", ...GIVEN_ROLES] as const) : GIVEN_ROLES;
  return (
    <Card>
      <SettingsForm
        onSave={() => values.working_week.every((day) => !problemOf(day)) && saving.mutate()}
        isSaving={saving.isPending}
        error={form.error}
        fields={form.fields}
        isReadOnly={isReadOnly}
      >
        <SelectField
          label={t("invite.role")}
          hint={t(values.role === "owner" ? "team.ownerHint" : `invite.roleHint.${values.role}`)}
          value={values.role}
          errors={fieldErrors.role}
          disabled={member.id === me?.id && !isOwner}
          onChange={(event) => set("role", event.target.value as Member["role"])}
        >
          {roles
            .filter((role) => role !== "admin" || canManage || member.role === "admin")
            .map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
        </SelectField>
        <div className="flex flex-col gap-1.5">
          <span className="text-sm font-medium">{t("team.sees")}</span>
          <Segmented
            label={t("team.sees")}
            value={values.sees}
            isDisabled={seesAll}
            onChange={(sees) => set("sees", sees)}
            options={[
              { value: "all", label: t("team.seesAll") },
              { value: "team", label: t("team.seesTeam") },
            ]}
            className="self-start"
          />
          <p className="text-[13px] text-ink-3">
            {seesAll ? t("team.seesAlways") : t(`team.seesHint.${values.sees}`)}
          </p>
        </div>
        <Choices
          label={t("team.skills")}
          hint={t("team.skillsHint")}
          errors={fieldErrors.skills}
          options={names.map((name) => ({ id: name, name }))}
          chosen={values.skills}
          onChange={(skills) => set("skills", skills)}
          empty={t("team.skillsEmpty")}
        />
        <div className="flex flex-col gap-2">
          <Toggle
            label={t("team.hours")}
            hint={t("team.hoursHint")}
            isOn={hasHours}
            isDisabled={isReadOnly}
            onChange={(on) => set("working_week", on ? USUAL_WEEK : [])}
          />
          {hasHours && (
            <WeekHours
              label={t("team.hours")}
              week={values.working_week}
              onChange={(week) => set("working_week", week)}
              isReadOnly={isReadOnly}
            />
          )}
        </div>
      </SettingsForm>
    </Card>
  );
}
