import { FlaskConical } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { useReplay } from "../useReplay";
import { Differences } from "./Differences";

/** What customers would have been told with these instructions, beside what they were told. */
export function Tryout({ prompt }: { prompt: string }) {
  const { t } = useTranslation();
  const { id, start, isBusy } = useReplay();
  return (
    <div className="mt-4">
      <Button isBusy={isBusy} onClick={() => start({ prompt, model: "" })}>
        {!isBusy && <FlaskConical aria-hidden="true" className="size-4" />}
        {t("evaluations.replayRun")}
      </Button>
      {id && <Differences id={id} />}
    </div>
  );
}
