import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Archive as ArchiveIcon } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { isTurningAway } from "@/shared/identity/turningAway";
import { useIdentity } from "@/shared/identity/useIdentity";
import { dayOnly, fullWhen } from "@/shared/lib/dates";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { RowActions } from "@/shared/ui/RowActions";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { useForm } from "@/shared/ui/useForm";
import { useRemoval } from "@/shared/ui/useRemoval";
import { type Archive, archiveUrl, askExport, deleteExport, exportsQuery, isBusy, keys } from "./api";

const MEGA = 1_000_000;

function AskDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ passphrase: "" });
  const [guarded, dialog] = useIdentity();
  const { mutate, isPending } = useMutation({
    mutationFn: () => guarded(() => askExport(form.values.passphrase)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.exports });
      onClose();
    },
    onError: (error) => form.setError(isTurningAway(error) ? null : error),
  });
  return (
    <Modal isOpen onClose={onClose} title={t("life.export")} description={t("life.exportText")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={t("life.passphrase")}
          hint={t("life.passphraseHint")}
          type="password"
          autoComplete="new-password"
          minLength={12}
          maxLength={200}
          value={form.values.passphrase}
          errors={form.fieldErrors.passphrase}
          onChange={(event) => form.set("passphrase", event.target.value)}
        />
        <FormError error={form.error} shownFields={form.fields} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" isBusy={isPending}>
            {t("life.exportNow")}
          </Button>
        </div>
      </form>
      {dialog}
    </Modal>
  );
}

function ArchiveRow({ archive, onDelete }: { archive: Archive; onDelete: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const isReady = archive.state === "ready";
  const facts = [
    t(`life.archive.${archive.state}`),
    isReady && t("life.size", { size: number.format(Math.max(archive.size / MEGA, 0.1)) }),
    isReady && archive.expires_at && t("life.until", { day: dayOnly(archive.expires_at, language) }),
    archive.with_secrets && t("life.withSecrets"),
  ].filter(Boolean);
  return (
    <li className="flex items-center gap-3 py-3">
      <ArchiveIcon aria-hidden="true" className="size-5 shrink-0 text-ink-2" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{fullWhen(archive.created_at, language)}</p>
        <p className="text-[13px] text-ink-2">{facts.join(" · ")}</p>
        {isBusy(archive) && (
          <progress
            aria-label={t("life.archive.running")}
            max={100}
            value={archive.progress}
            className="mt-1 h-1.5 w-full max-w-60 accent-primary"
          />
        )}
      </div>
      {isReady && (
        <Button size="sm" asChild>
          <a href={archiveUrl(archive)} download>
            {t("life.download")}
          </a>
        </Button>
      )}
      {!isBusy(archive) && <RowActions name={fullWhen(archive.created_at, language)} onDelete={onDelete} />}
    </li>
  );
}

/** Everything in one archive, to keep or to move with. */
export function ExportsCard() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(exportsQuery);
  const [isAsking, setAsking] = useState(false);
  const removal = useRemoval<Archive>(deleteExport, keys.exports);
  const ask = (
    <Button look="primary" size="sm" disabled={data?.some(isBusy)} onClick={() => setAsking(true)}>
      {t("life.export")}
    </Button>
  );
  return (
    <Card title={t("life.exports")} text={t("life.exportsText")} action={data && data.length > 0 && ask}>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={1} className="h-14" />}
      {data?.length === 0 && (
        <Empty
          picture={<ArchiveIcon />}
          title={t("life.noExports")}
          text={t("life.noExportsText")}
          action={ask}
        />
      )}
      {data && data.length > 0 && (
        <ul className="divide-y">
          {data.map((archive) => (
            <ArchiveRow key={archive.id} archive={archive} onDelete={() => removal.ask(archive)} />
          ))}
        </ul>
      )}
      {isAsking && <AskDialog onClose={() => setAsking(false)} />}
      <Confirm
        {...removal.confirm}
        title={t("life.removeExport")}
        text={t("life.removeExportText")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </Card>
  );
}
