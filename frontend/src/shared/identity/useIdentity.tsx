import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/shared/api/errors";
import { useMe } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { CodeField } from "@/shared/ui/CodeField";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { useForm } from "@/shared/ui/useForm";
import { confirmIdentity, requestCode, securityQuery } from "./api";

type Way = "password" | "app" | "letter";

function ConfirmDialog({ onConfirmed, onClose }: { onConfirmed: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { user } = useMe();
  const { data: security } = useQuery(securityQuery);
  const [way, setWay] = useState<Way>(security?.has_password === false ? "letter" : "password");
  const [flow, setFlow] = useState<string | null>(null);
  const form = useForm({ password: "", code: "" });
  const { password, code } = form.values;
  const send = useMutation({
    mutationFn: () => requestCode(user.email),
    onSuccess: setFlow,
    onError: form.setError,
  });
  const prove = useMutation({
    mutationFn: () => {
      if (way === "password") return confirmIdentity({ password });
      return confirmIdentity(way === "app" ? { code } : { code, flow: flow ?? "" });
    },
    onSuccess: onConfirmed,
    onError: form.setError,
  });
  const ways: Way[] = [
    ...(security?.has_password === false ? [] : (["password"] as const)),
    ...(security?.two_factor ? (["app"] as const) : []),
    "letter",
  ];
  const choose = (next: Way) => {
    form.setError(null);
    form.set("code", "");
    setWay(next);
  };
  const mustSend = way === "letter" && flow === null;
  return (
    <Modal isOpen onClose={onClose} title={t("security.confirm")} description={t("security.confirmText")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (mustSend) send.mutate();
          else prove.mutate();
        }}
      >
        {way === "password" && (
          <TextField
            label={t("auth.password")}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            errors={form.fieldErrors.password}
            onChange={(event) => form.set("password", event.target.value)}
          />
        )}
        {mustSend && <p className="text-sm text-ink-2">{t("security.sendTo", { email: user.email })}</p>}
        {(way === "app" || (way === "letter" && flow !== null)) && (
          <CodeField
            key={way}
            label={t(way === "app" ? "auth.secondCode" : "auth.code")}
            autoFocus
            value={code}
            errors={form.fieldErrors.code}
            onChange={(code) => form.set("code", code)}
          />
        )}
        <FormError error={form.error} shownFields={form.fields} />
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span className="flex flex-wrap gap-1">
            {ways
              .filter((one) => one !== way)
              .map((one) => (
                <Button key={one} look="quiet" size="sm" onClick={() => choose(one)}>
                  {t(`security.by.${one}`)}
                </Button>
              ))}
          </span>
          <Button look="primary" type="submit" isBusy={prove.isPending || send.isPending}>
            {t(mustSend ? "auth.sendCode" : "auth.confirm")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/**
 * Do what guards the account: when the server wants to know once more who it is, ask, then do it.
 * Returns the function that does, and the dialog to show.
 */
export function useIdentity(): [<T>(deed: () => Promise<T>) => Promise<T>, ReactNode] {
  const [isAsking, setAsking] = useState(false);
  const answer = useRef<(isConfirmed: boolean) => void>(() => {});
  const ask = () =>
    new Promise<boolean>((resolve) => {
      answer.current = resolve;
      setAsking(true);
    });
  const settle = (isConfirmed: boolean) => {
    setAsking(false);
    answer.current(isConfirmed);
  };
  const guarded = async <T,>(deed: () => Promise<T>): Promise<T> => {
    try {
      return await deed();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "confirmation_needed") throw error;
      if (!(await ask())) throw error;
      return deed();
    }
  };
  const dialog = isAsking && <ConfirmDialog onConfirmed={() => settle(true)} onClose={() => settle(false)} />;
  return [guarded, dialog];
}
