import { useTranslation } from "react-i18next";
import type { Member } from "@/shared/api/types";
import { Choices } from "@/shared/ui/Choices";
import { Modal } from "@/shared/ui/Modal";
import { Segmented } from "@/shared/ui/Segmented";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { changeMember, keys } from "../api";

type MemberFormProps = { member: Member; skillNames: readonly string[]; onClose: () => void };

/** What a colleague sees and what they are good at; owners and administrators always see everything. */
export function MemberForm({ member, skillNames, onClose }: MemberFormProps) {
  const { t } = useTranslation();
  const form = useForm({ sees: member.sees, skills: member.skills as string[] });
  const { values, set, fieldErrors } = form;
  const saving = useSave({
    save: () => changeMember(member.id, values),
    key: keys.members,
    setError: form.setError,
    onSaved: onClose,
  });
  const seesAll = member.role === "owner" || member.role === "admin";
  const names = [...new Set([...skillNames, ...member.skills])];
  return (
    <Modal isOpen onClose={onClose} title={member.name} description={t(`role.${member.role}`)}>
      <SettingsForm
        onSave={saving.mutate}
        isSaving={saving.isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
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
      </SettingsForm>
    </Modal>
  );
}
