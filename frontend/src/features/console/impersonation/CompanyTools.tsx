import { useMutation, useQuery } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isTurningAway } from "@/shared/identity/turningAway";
import { useIdentity } from "@/shared/identity/useIdentity";
import { Button } from "@/shared/ui/Button";
import { SelectField, TextArea } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { Toggle } from "@/shared/ui/Toggle";
import { useForm } from "@/shared/ui/useForm";
import { beginVisit, visitableQuery } from "../running";

const MINUTES = [5, 15, 30, 60] as const;

/** What an operator can do about one company from its page. */
export function CompanyTools({ id, slug }: { id: string; slug: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Eye aria-hidden="true" className="size-4" />
        {t("consoleVisits.begin")}
      </Button>
      {isOpen && <BeginVisit id={id} slug={slug} onClose={() => setOpen(false)} />}
    </>
  );
}

function BeginVisit({ id, slug, onClose }: { id: string; slug: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [guarded, dialog] = useIdentity();
  const { data: people = [] } = useQuery(visitableQuery(id));
  const form = useForm({ reason: "", minutes: 15, member: "", may_write: false });
  const { values, set } = form;
  const { mutate, isPending } = useMutation({
    mutationFn: () => guarded(() => beginVisit({ ...values, company: id, member: values.member || null })),
    onSuccess: ({ url }) => window.location.assign(url),
    onError: (error) => isTurningAway(error) || form.setError(error),
  });
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("consoleVisits.beginTitle", { slug })}
      description={t("consoleVisits.beginText")}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextArea
          label={t("consoleVisits.reason")}
          hint={t("consoleVisits.reasonHint")}
          required
          minLength={10}
          maxLength={500}
          value={values.reason}
          errors={form.fieldErrors.reason}
          onChange={(event) => set("reason", event.target.value)}
        />
        <SelectField
          label={t("consoleVisits.eyes")}
          value={values.member}
          onChange={(event) => set("member", event.target.value)}
        >
          <option value="">{t("consoleVisits.owner")}</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {`${person.name} · ${t(`role.${person.role}`)}`}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("consoleVisits.howLong")}
          value={values.minutes}
          onChange={(event) => set("minutes", Number(event.target.value))}
        >
          {MINUTES.map((minutes) => (
            <option key={minutes} value={minutes}>
              {t("consoleVisits.minutes", { count: minutes })}
            </option>
          ))}
        </SelectField>
        <Toggle
          label={t("consoleVisits.mayWrite")}
          hint={t("consoleVisits.mayWriteHint")}
          isOn={values.may_write}
          onChange={(isOn) => set("may_write", isOn)}
        />
        <FormError error={form.error} shownFields={form.fields} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" isBusy={isPending}>
            {t("consoleVisits.begin")}
          </Button>
        </div>
      </form>
      {dialog}
    </Modal>
  );
}
