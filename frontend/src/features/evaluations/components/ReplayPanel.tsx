import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { TextArea, TextField } from "@/shared/ui/Field";
import { instructionsQuery } from "../api";
import { useReplay } from "../useReplay";
import { Differences } from "./Differences";

/** Saved conversations, answered with other instructions or another model. */
export function ReplayPanel() {
  const { t } = useTranslation();
  const { data: current } = useQuery(instructionsQuery);
  const [prompt, setPrompt] = useState<string | null>(null);
  const [model, setModel] = useState("");
  const { id, start, isBusy } = useReplay();
  useEffect(() => {
    if (prompt === null && current) setPrompt(current.text);
  }, [prompt, current]);
  return (
    <Card title={t("evaluations.replay")} text={t("evaluations.replayText")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          start({ prompt: prompt ?? "", model: model.trim() });
        }}
      >
        <TextArea
          label={t("evaluations.instructions")}
          value={prompt ?? ""}
          maxLength={20_000}
          onChange={(event) => setPrompt(event.target.value)}
        />
        <TextField
          label={t("evaluations.model")}
          hint={t("evaluations.modelHint")}
          value={model}
          maxLength={200}
          onChange={(event) => setModel(event.target.value)}
        />
        <Button type="submit" look="primary" className="self-start" isBusy={isBusy}>
          {!isBusy && <Play aria-hidden="true" className="size-4" />}
          {t("evaluations.replayRun")}
        </Button>
      </form>
      {id && <Differences id={id} />}
    </Card>
  );
}
