import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { useIdentity } from "@/shared/identity/useIdentity";
import { fileSize } from "@/shared/lib/bytes";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { type CompanyDetail, exportCompany, exportsQuery } from "../api";
import { When } from "../shell/Facts";
import { useFormAct } from "../shell/useAct";

function Ask({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState("");
  const [guarded, dialog] = useIdentity();
  const act = useFormAct(
    () => guarded(() => exportCompany(id, passphrase)),
    t("console.life.exporting"),
    onClose,
  );
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("console.life.export")}
      description={t("console.life.exportText")}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined);
        }}
      >
        <TextField
          label={t("console.life.passphrase")}
          hint={t("console.life.passphraseHint")}
          type="password"
          autoComplete="new-password"
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        <FormError error={act.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" isBusy={act.isPending}>
            {t("console.life.export")}
          </Button>
        </div>
      </form>
      {dialog}
    </Modal>
  );
}

/** The business's archives: everything of it in one file. */
export function Archives({ detail }: { detail: CompanyDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { id, state } = detail.company;
  const [isAsking, setAsking] = useState(false);
  const { data = [] } = useQuery(exportsQuery(id));
  return (
    <Card
      title={t("console.life.archives")}
      action={
        state !== "purging" && (
          <Button size="sm" onClick={() => setAsking(true)}>
            {t("console.life.export")}
          </Button>
        )
      }
    >
      {data.length === 0 && <p className="text-sm text-ink-2">{t("console.life.noArchives")}</p>}
      <ul className="flex flex-col divide-y text-sm">
        {data.map((row) => (
          <li key={row.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <span className="min-w-0">
              <Badge tone={row.state === "ready" ? "sage" : row.state === "failed" ? "danger" : "neutral"}>
                {t(`console.life.transfer.${row.state}`)}
              </Badge>{" "}
              {row.state === "running" && `${row.progress} %`}{" "}
              {row.state === "ready" && fileSize(row.size, language)}
              <span className="block text-[13px] text-ink-3">
                {row.by_name}, <When at={row.created_at} />
              </span>
              {row.error && <span className="block break-words text-danger">{row.error}</span>}
            </span>
            {row.state === "ready" && (
              <Button size="sm" asChild>
                <a href={`/api/admin/companies/${id}/export/${row.id}/`} download>
                  <Download aria-hidden="true" className="size-4" />
                  {t("console.life.fetch")}
                </a>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isAsking && <Ask id={id} onClose={() => setAsking(false)} />}
    </Card>
  );
}
