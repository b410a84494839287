import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FileSpreadsheet, Plus, Users } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { upload } from "@/shared/api/upload";
import { useErrorText } from "@/shared/i18n/errorText";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { WIZARD, type Wizard, writeImport } from "../api";
import { StepFrame } from "../StepFrame";
import { useLeaving } from "../useLeaving";

type Imported = {
  created: number;
  updated: number;
  unchanged: number;
  errors: { row: number; message: string }[];
};
type TableProps = { icon: ReactNode; label: string; hint: string; url: string };

/** A CSV table that is sent as soon as it is chosen; what is wrong with a row is said, the others are kept. */
function Table({ icon, label, hint, url }: TableProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const picker = useRef<HTMLInputElement>(null);
  const sending = useMutation({
    mutationFn: (file: File) => upload<Imported>(url, "file", [file]),
    onSuccess: () => client.invalidateQueries({ queryKey: WIZARD }),
  });
  return (
    <div className="flex flex-col gap-2 rounded-3xl border bg-surface p-4">
      <div className="flex flex-wrap items-center gap-3">
        <span aria-hidden="true" className="text-primary">
          {icon}
        </span>
        <span className="min-w-40 flex-1">
          <span className="block font-medium">{label}</span>
          <span className="block text-[13px] text-ink-2">{hint}</span>
        </span>
        <Button
          aria-label={`${t("welcome.import.choose")}: ${label}`}
          isBusy={sending.isPending}
          onClick={() => picker.current?.click()}
        >
          {t("welcome.import.choose")}
        </Button>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".csv,text/csv"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) sending.mutate(file);
            event.target.value = "";
          }}
        />
      </div>
      {sending.data && (
        <p role="status" className="text-sm text-sage">
          {t("welcome.import.took", {
            count: sending.data.created + sending.data.updated + sending.data.unchanged,
          })}
        </p>
      )}
      {sending.data?.errors.slice(0, 5).map(({ row, message }) => (
        <p key={row} className="text-sm text-danger">
          {t("welcome.import.row", { row })} {message}
        </p>
      ))}
      {sending.error && (
        <p role="alert" className="text-sm text-danger">
          {errorText(sending.error)}
        </p>
      )}
    </div>
  );
}

type Line = { key: number; name: string; price: string };

/** What the assistant answers from: files as they are, tables, or a few services typed in. */
export function ImportStep({ state, documents }: { state: Wizard; documents: ReactNode }) {
  const { t } = useTranslation();
  const [lines, setLines] = useState<readonly Line[]>([{ key: 0, name: "", price: "" }]);
  const patch = (key: number, change: Partial<Line>) =>
    setLines((all) => all.map((line) => (line.key === key ? { ...line, ...change } : line)));
  const leaving = useLeaving("import", () =>
    writeImport(
      lines
        .filter(({ name }) => name.trim())
        .map(({ name, price }) => ({
          name: name.trim(),
          ...(price.trim() ? { price: price.trim().replace(/\s/g, "").replace(",", ".") } : {}),
        })),
    ),
  );
  const { knowledge } = state;
  const has = (["documents", "websites", "services", "contacts"] as const).filter(
    (name) => knowledge[name] > 0,
  );
  return (
    <StepFrame
      step="import"
      isBusy={leaving.isPending}
      error={leaving.error}
      onContinue={() => leaving.mutate()}
    >
      {has.length > 0 && (
        <p className="rounded-2xl bg-sage-soft px-4 py-3 text-sm text-sage">
          {has.map((name) => t(`welcome.import.has.${name}`, { count: knowledge[name] })).join(" · ")}
        </p>
      )}
      {documents}
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 font-medium">{t("welcome.import.typed")}</legend>
        {lines.map((line, number) => (
          <div key={line.key} className="grid grid-cols-[minmax(0,1fr)_8rem] gap-3">
            <TextField
              label={t("welcome.import.service", { number: number + 1 })}
              isLabelHidden
              placeholder={t("welcome.import.serviceExample")}
              maxLength={200}
              value={line.name}
              onChange={(event) => patch(line.key, { name: event.target.value })}
            />
            <TextField
              label={t("welcome.import.price", { number: number + 1 })}
              isLabelHidden
              placeholder={t("welcome.import.priceExample")}
              inputMode="decimal"
              pattern="[0-9\s]+([.,][0-9]{1,2})?"
              title={t("welcome.import.priceShape")}
              value={line.price}
              onChange={(event) => patch(line.key, { price: event.target.value })}
            />
          </div>
        ))}
        <Button
          look="quiet"
          className="w-fit"
          disabled={lines.length >= 50}
          onClick={() => setLines([...lines, { key: lines.length, name: "", price: "" }])}
        >
          <Plus aria-hidden="true" className="size-4" />
          {t("welcome.import.add")}
        </Button>
      </fieldset>
      <div className="grid gap-3 sm:grid-cols-2">
        <Table
          icon={<FileSpreadsheet className="size-6" />}
          label={t("welcome.import.services")}
          hint={t("welcome.import.servicesHint")}
          url="/api/services/import/"
        />
        <Table
          icon={<Users className="size-6" />}
          label={t("welcome.import.contacts")}
          hint={t("welcome.import.contactsHint")}
          url="/api/contacts/import/"
        />
      </div>
    </StepFrame>
  );
}
