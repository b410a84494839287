import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { SelectField, TextArea, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { useForm } from "@/shared/ui/useForm";
import { type Announcement, announce, changeAnnouncement, type AnnouncementForm as Form } from "../api";
import { useFormAct } from "../shell/useAct";

const SEVERITIES = ["info", "warning", "critical"] as const;
const AUDIENCES = ["everybody", "owners"] as const;
const DAY_MS = 86_400_000;

/** A moment as the browser's field writes it: local, to the minute. */
function local(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** The same in English and Ukrainian, for whom, and for how long. */
export function AnnouncementForm({ row, onClose }: { row?: Announcement; onClose: () => void }) {
  const { t } = useTranslation();
  // What this form was filled from; a list that is fetched anew meanwhile does not change it.
  const [seen] = useState(row?.mark ?? "");
  const [severity, setSeverity] = useState(row?.severity ?? "info");
  const [audience, setAudience] = useState(row?.audience ?? "everybody");
  const form = useForm({
    title_en: row?.title_en ?? "",
    text_en: row?.text_en ?? "",
    title_uk: row?.title_uk ?? "",
    text_uk: row?.text_uk ?? "",
    link: row?.link ?? "",
    starts_at: local(row ? new Date(row.starts_at) : new Date()),
    ends_at: local(row ? new Date(row.ends_at) : new Date(Date.now() + DAY_MS)),
  });
  const { values } = form;
  const act = useFormAct(
    () => {
      const body: Form = {
        ...values,
        severity,
        audience,
        starts_at: new Date(values.starts_at).toISOString(),
        ends_at: new Date(values.ends_at).toISOString(),
      };
      return row ? changeAnnouncement(row.id, { ...body, seen }) : announce(body);
    },
    t("common.saved"),
    onClose,
  );
  const field = (name: keyof typeof values) => ({
    value: values[name],
    errors: form.fieldErrors[name],
    onChange: (event: { target: { value: string } }) => form.set(name, event.target.value),
  });
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t(row ? "console.announcements.edit" : "console.announcements.make")}
      className="md:w-[min(44rem,92vw)]"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined, { onError: form.setError });
        }}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField
            label={t("console.announcements.severity")}
            value={severity}
            onChange={(event) => setSeverity(event.target.value as typeof severity)}
          >
            {SEVERITIES.map((one) => (
              <option key={one} value={one}>
                {t(`console.announcements.severities.${one}`)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t("console.announcements.audience")}
            value={audience}
            onChange={(event) => setAudience(event.target.value as typeof audience)}
          >
            {AUDIENCES.map((one) => (
              <option key={one} value={one}>
                {t(`console.announcements.audiences.${one}`)}
              </option>
            ))}
          </SelectField>
        </div>
        <div className="grid gap-3 sm:grid-cols-2">
          {(["en", "uk"] as const).map((tongue) => (
            <div key={tongue} className="flex flex-col gap-3">
              <TextField
                label={t(`console.announcements.title.${tongue}`)}
                lang={tongue}
                required
                maxLength={120}
                {...field(`title_${tongue}`)}
              />
              <TextArea
                label={t(`console.announcements.body.${tongue}`)}
                lang={tongue}
                maxLength={1000}
                {...field(`text_${tongue}`)}
              />
            </div>
          ))}
        </div>
        <TextField
          label={t("console.announcements.link")}
          type="url"
          placeholder="https://"
          {...field("link")}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t("console.announcements.starts")}
            type="datetime-local"
            required
            {...field("starts_at")}
          />
          <TextField
            label={t("console.announcements.ends")}
            type="datetime-local"
            required
            {...field("ends_at")}
          />
        </div>
        <FormError error={form.error} shownFields={form.fields} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" isBusy={act.isPending}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
