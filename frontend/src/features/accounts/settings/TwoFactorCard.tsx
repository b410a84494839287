import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Security } from "@/shared/identity/api";
import { useIdentity } from "@/shared/identity/useIdentity";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { CodeField } from "@/shared/ui/CodeField";
import { Confirm } from "@/shared/ui/Confirm";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { useDeed } from "@/shared/ui/useDeed";
import { useForm } from "@/shared/ui/useForm";
import { beginTotp, keys, renewRecoveryCodes, type Setup, turnTotpOff, turnTotpOn } from "./api";
import { Secret } from "./Secret";

type SetupFormProps = { setup: Setup; onDone: (codes: string[]) => void; onClose: () => void };

/** The picture for the app, the same as text, and the app's first code. */
function SetupForm({ setup, onDone, onClose }: SetupFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ code: "" });
  const [guarded, dialog] = useIdentity();
  const { mutate, isPending } = useMutation({
    mutationFn: () => guarded(() => turnTotpOn(setup.setup, form.values.code)),
    onSuccess: async (codes) => {
      await client.invalidateQueries({ queryKey: keys.security });
      onDone(codes);
    },
    onError: form.setError,
  });
  return (
    <Modal isOpen onClose={onClose} title={t("security.twoFactor")} description={t("security.scan")}>
      <SettingsForm
        onSave={mutate}
        isSaving={isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <img
          src={setup.qr}
          alt={t("security.qr")}
          className="mx-auto size-48 rounded-2xl border bg-white p-2 [image-rendering:pixelated]"
        />
        <p className="text-center text-[13px] text-ink-2">
          {t("security.byHand")}
          <code className="mt-1 block font-mono text-ink break-all select-all">{setup.secret}</code>
        </p>
        <CodeField
          label={t("auth.secondCode")}
          value={form.values.code}
          errors={form.fieldErrors.code}
          onChange={(code) => form.set("code", code)}
        />
      </SettingsForm>
      {dialog}
    </Modal>
  );
}

export function TwoFactorCard({ security }: { security: Security }) {
  const { t } = useTranslation();
  const [guarded, dialog] = useIdentity();
  const [setup, setSetup] = useState<Setup | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const shown = [keys.security];
  const begin = useDeed({ deed: () => guarded(beginTotp), keys: shown, onDone: setSetup });
  const renew = useDeed({ deed: () => guarded(renewRecoveryCodes), keys: shown, onDone: setCodes });
  const leave = useDeed({ deed: () => guarded(turnTotpOff), keys: shown, onDone: () => setLeaving(false) });
  return (
    <Card
      title={t("security.twoFactor")}
      text={t("security.twoFactorText")}
      action={
        security.two_factor ? (
          <Badge tone="sage">
            <ShieldCheck aria-hidden="true" className="size-3.5" />
            {t("security.on")}
          </Badge>
        ) : (
          <Button look="primary" size="sm" onClick={() => begin.mutate(undefined)} isBusy={begin.isPending}>
            {t("security.turnOn")}
          </Button>
        )
      }
    >
      {security.two_factor && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-sm text-ink-2">
            {t("security.codesLeft", { count: security.recovery_codes_left })}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => renew.mutate(undefined)} isBusy={renew.isPending}>
              {t("security.newCodes")}
            </Button>
            <Button size="sm" look="danger" onClick={() => setLeaving(true)}>
              {t("security.turnOff")}
            </Button>
          </div>
        </div>
      )}
      {setup && (
        <SetupForm
          setup={setup}
          onDone={(made) => {
            setSetup(null);
            setCodes(made);
          }}
          onClose={() => setSetup(null)}
        />
      )}
      {codes && (
        <Modal
          isOpen
          onClose={() => setCodes(null)}
          title={t("security.codes")}
          description={t("security.codesText")}
        >
          <Secret text={codes.join("\n")} />
        </Modal>
      )}
      <Confirm
        isOpen={isLeaving}
        isBusy={leave.isPending}
        title={t("security.turnOffTitle")}
        text={t("security.turnOffText")}
        action={t("security.turnOff")}
        onConfirm={() => leave.mutate(undefined)}
        onClose={() => setLeaving(false)}
      />
      {dialog}
    </Card>
  );
}
