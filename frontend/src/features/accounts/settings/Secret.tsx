import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { useCopy } from "@/shared/ui/useCopy";

/** Something that is shown this once: in full, ready to be taken away. */
export function Secret({ text }: { text: string }) {
  const { t } = useTranslation();
  const copy = useCopy();
  return (
    <div className="flex flex-col gap-3">
      <pre className="rounded-2xl bg-sunken px-4 py-3 font-mono text-sm break-all whitespace-pre-wrap select-all">
        {text}
      </pre>
      <Button onClick={() => void copy(text)} className="self-start">
        <Copy aria-hidden="true" className="size-4" />
        {t("common.copy")}
      </Button>
    </div>
  );
}
