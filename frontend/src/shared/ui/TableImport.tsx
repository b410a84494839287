import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { Button } from "./Button";
import { Modal } from "./Modal";
import { toast } from "./toast";

type TableImported = {
  created: number;
  updated: number;
  unchanged: number;
  errors: readonly { row: number; reason: string }[];
};

type ImportProps = {
  load: (file: File) => Promise<TableImported>;
  listKey: readonly string[];
  hint: string;
  size?: "sm";
};

/** A button that takes a CSV table and says what became of its rows. */
export function TableImport({ load, listKey, hint, size }: ImportProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const picker = useRef<HTMLInputElement>(null);
  const [done, setDone] = useState<TableImported | null>(null);
  const { mutate, isPending } = useMutation({
    mutationFn: load,
    onSuccess: async (report) => {
      await client.invalidateQueries({ queryKey: listKey });
      setDone(report);
    },
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <>
      <Button size={size} isBusy={isPending} title={hint} onClick={() => picker.current?.click()}>
        <FileUp aria-hidden="true" className="size-4" />
        {t("table.import")}
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".csv,text/csv"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) mutate(file);
          event.target.value = "";
        }}
      />
      {done && (
        <Modal isOpen onClose={() => setDone(null)} title={t("table.done")}>
          <p className="text-sm">
            {t("table.counts", { created: done.created, updated: done.updated, unchanged: done.unchanged })}
          </p>
          <ul className="mt-3 flex flex-col gap-1 text-[13px] text-danger">
            {done.errors.slice(0, 50).map(({ row, reason }) => (
              <li key={row}>{t("table.row", { row, reason })}</li>
            ))}
          </ul>
        </Modal>
      )}
    </>
  );
}
