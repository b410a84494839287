import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { activateCode } from "../api";
import { useMoney } from "../useMoney";

export function ActivationCode() {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const using = useMoney(activateCode, t("billing.codeUsed"), () => setCode(""));
  return (
    <Card title={t("billing.code")} text={t("billing.codeText")}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim()) using.mutate(code);
        }}
      >
        <div className="flex flex-wrap items-end gap-3">
          <div className="min-w-56 flex-1">
            <TextField
              label={t("billing.codeLabel")}
              value={code}
              maxLength={40}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              placeholder="ABCD-EFGH-JKMN-PQRS"
              onChange={(event) => setCode(event.target.value)}
            />
          </div>
          <Button type="submit" className="h-11" disabled={!code.trim()} isBusy={using.isPending}>
            {t("billing.codeUse")}
          </Button>
        </div>
        <FormError error={using.error} />
      </form>
    </Card>
  );
}
