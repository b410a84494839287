import { Paperclip, X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { Button } from "@/shared/ui/Button";
import { toast } from "@/shared/ui/toast";
import { uploadFile } from "../api";

export type ReplyFile = { id: string; name: string };

type ReplyFilesProps = {
  files: readonly ReplyFile[];
  onChange: (change: (files: readonly ReplyFile[]) => ReplyFile[]) => void;
  errors?: string[];
};

/** Files that go along with a canned reply. */
export function ReplyFiles({ files, onChange, errors }: ReplyFilesProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const add = async (chosen: FileList | null) => {
    for (const file of chosen ?? []) {
      try {
        setShare(0);
        const { id, name } = await uploadFile(file, setShare);
        onChange((all) => [...all, { id, name }]);
      } catch (error) {
        toast.error(`${file.name}: ${errorText(error)}`);
      } finally {
        setShare(null);
      }
    }
    if (input.current) input.current.value = "";
  };
  return (
    <div className="flex flex-col gap-1.5">
      <span className="text-sm font-medium">{t("replySettings.files")}</span>
      <div className="flex flex-wrap items-center gap-1.5">
        {files.map((file) => (
          <span
            key={file.id}
            className="inline-flex max-w-full items-center gap-1 rounded-full bg-sunken py-0.5 pr-1 pl-3 text-[13px]"
          >
            <span className="truncate">{file.name}</span>
            <button
              type="button"
              aria-label={t("settingsRow.delete", { name: file.name })}
              onClick={() => onChange((all) => all.filter((one) => one.id !== file.id))}
              className="grid size-7 place-items-center rounded-full hover:bg-line pointer-coarse:size-10"
            >
              <X aria-hidden="true" className="size-3.5" />
            </button>
          </span>
        ))}
        <Button size="sm" isBusy={share !== null} onClick={() => input.current?.click()}>
          <Paperclip aria-hidden="true" className="size-4" />
          {share === null ? t("replySettings.attach") : `${Math.round(share * 100)} %`}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          tabIndex={-1}
          aria-label={t("replySettings.attach")}
          onChange={(event) => add(event.target.files)}
          className="hidden"
        />
      </div>
      {errors?.length && <p className="text-[13px] text-danger">{errors.join(" ")}</p>}
    </div>
  );
}
