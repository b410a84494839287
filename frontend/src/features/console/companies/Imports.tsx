import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { useIdentity } from "@/shared/identity/useIdentity";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { useForm } from "@/shared/ui/useForm";
import { importCompany, importsQuery } from "../api";
import { When } from "../shell/Facts";
import { RowLink } from "../shell/Table";
import { useFormAct } from "../shell/useAct";

/** A business out of an archive, under another name; and how far earlier ones are. */
export function Imports({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const file = useRef<HTMLInputElement>(null);
  const [hasFile, setHasFile] = useState(false);
  const form = useForm({ name: "", slug: "", owner: "", passphrase: "" });
  const [guarded, dialog] = useIdentity();
  const { data: rows = [] } = useQuery(importsQuery);
  const act = useFormAct(() => {
    const body = new FormData();
    for (const [name, value] of Object.entries(form.values)) body.set(name, value);
    const chosen = file.current?.files?.[0];
    if (chosen) body.set("archive", chosen);
    return guarded(() => importCompany(body));
  }, t("console.life.importing"));
  const field = (name: keyof typeof form.values) => ({
    value: form.values[name],
    errors: form.fieldErrors[name],
    onChange: (event: { target: { value: string } }) => form.set(name, event.target.value),
  });
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("console.life.import")}
      description={t("console.life.importText")}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined, { onError: form.setError, onSuccess: () => form.setError(null) });
        }}
      >
        <label className="flex flex-col gap-1.5 text-sm font-medium">
          {t("console.life.file")}
          <input
            ref={file}
            type="file"
            required
            onChange={(event) => setHasFile(Boolean(event.target.files?.length))}
            className="text-sm font-normal file:mr-3 file:min-h-10 file:rounded-xl file:border file:border-line-strong file:bg-surface file:px-4 file:text-ink"
          />
        </label>
        <TextField label={t("console.life.name")} required maxLength={120} {...field("name")} />
        <TextField label={t("console.life.slug")} required maxLength={40} {...field("slug")} />
        <TextField label={t("console.life.owner")} type="email" required {...field("owner")} />
        <TextField
          label={t("console.life.passphrase")}
          type="password"
          autoComplete="off"
          {...field("passphrase")}
        />
        <FormError error={form.error} shownFields={form.fields} />
        <Button look="primary" type="submit" disabled={!hasFile} isBusy={act.isPending}>
          {t("console.life.import")}
        </Button>
      </form>
      {rows.length > 0 && (
        <ul className="mt-5 flex flex-col divide-y text-sm">
          {rows.map((row) => (
            <li key={row.id} className="py-2">
              {row.company ? (
                <RowLink page="companies" id={row.company}>
                  {row.name}
                </RowLink>
              ) : (
                row.name
              )}{" "}
              <Badge tone={row.state === "ready" ? "sage" : row.state === "failed" ? "danger" : "neutral"}>
                {t(`console.life.transfer.${row.state}`)}
              </Badge>
              <span className="block text-[13px] text-ink-3">
                {row.by_name}, <When at={row.created_at} />
              </span>
              {row.error && (
                <span className="block break-words text-danger">
                  {errorText({ code: row.code, message: row.error })}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {dialog}
    </Modal>
  );
}
