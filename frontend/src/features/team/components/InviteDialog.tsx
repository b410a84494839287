import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Copy, Link2, Mail } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { SelectField, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { Segmented } from "@/shared/ui/Segmented";
import { toast } from "@/shared/ui/toast";
import { useCopy } from "@/shared/ui/useCopy";
import { useForm } from "@/shared/ui/useForm";
import { GIVEN_ROLES, type GivenRole, invite, keys } from "../api";

const DAYS = [1, 7, 30] as const;

/** A link that is shown once; an address without https has no clipboard, so the text can be selected too. */
export function LinkBox({ url }: { url: string }) {
  const { t } = useTranslation();
  const copy = useCopy();
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label={t("invite.link")}
        hint={t("invite.linkOnce")}
        readOnly
        value={url}
        onFocus={(event) => event.target.select()}
        onChange={() => {}}
      />
      <Button look="primary" onClick={() => void copy(url)} className="self-start">
        <Copy aria-hidden="true" className="size-4" />
        {t("invite.copy")}
      </Button>
    </div>
  );
}

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const language = useLanguage();
  const { canManage } = useAbilities();
  const [url, setUrl] = useState<string | null>(null);
  const form = useForm({
    kind: "email" as "email" | "link",
    email: "",
    role: "agent" as GivenRole,
    language: language as "en" | "uk",
    label: "",
    max_uses: "10",
    days: 7,
  });
  const { values, set, fieldErrors } = form;
  const isLetter = values.kind === "email";
  const { mutate, isPending } = useMutation({
    mutationFn: () => {
      const { kind, role, days } = values;
      const max_uses = isLetter ? 1 : Number(values.max_uses);
      const rest = isLetter ? { email: values.email, language: values.language } : { label: values.label };
      return invite({ kind, role, days, max_uses, ...rest });
    },
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: keys.invitations });
      if (made.url) return setUrl(made.url);
      toast.success(t("invite.sent", { email: made.email }));
      onClose();
    },
    onError: form.setError,
  });
  if (url) {
    return (
      <Modal isOpen onClose={onClose} title={t("invite.linkReady")} description={t("invite.linkReadyText")}>
        <LinkBox url={url} />
      </Modal>
    );
  }
  return (
    <Modal isOpen onClose={onClose} title={t("invite.title")} description={t("invite.text")}>
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          mutate();
        }}
      >
        <Segmented
          label={t("invite.how")}
          value={values.kind}
          onChange={(kind) => set("kind", kind)}
          options={[
            {
              value: "email",
              label: t("invite.byEmail"),
              icon: <Mail aria-hidden="true" className="size-4" />,
            },
            {
              value: "link",
              label: t("invite.byLink"),
              icon: <Link2 aria-hidden="true" className="size-4" />,
            },
          ]}
          className="self-start"
        />
        {isLetter ? (
          <TextField
            label={t("auth.email")}
            type="email"
            required
            autoComplete="off"
            value={values.email}
            errors={fieldErrors.email}
            onChange={(event) => set("email", event.target.value)}
          />
        ) : (
          <TextField
            label={t("invite.label")}
            hint={t("invite.labelHint")}
            maxLength={80}
            value={values.label}
            errors={fieldErrors.label}
            onChange={(event) => set("label", event.target.value)}
          />
        )}
        <SelectField
          label={t("invite.role")}
          hint={t(`invite.roleHint.${values.role}`)}
          value={values.role}
          errors={fieldErrors.role}
          onChange={(event) => set("role", event.target.value as GivenRole)}
        >
          {GIVEN_ROLES.filter((role) => role !== "admin" || canManage).map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </SelectField>
        <div className="grid gap-5 sm:grid-cols-2">
          {isLetter ? (
            <SelectField
              label={t("invite.language")}
              value={values.language}
              onChange={(event) => set("language", event.target.value as "en" | "uk")}
            >
              <option value="uk">Українська</option>
              <option value="en">English</option>
            </SelectField>
          ) : (
            <TextField
              label={t("invite.maxUses")}
              type="number"
              min={1}
              max={100}
              required
              value={values.max_uses}
              errors={fieldErrors.max_uses}
              onChange={(event) => set("max_uses", event.target.value)}
            />
          )}
          <SelectField
            label={t("invite.worksFor")}
            value={values.days}
            errors={fieldErrors.days}
            onChange={(event) => set("days", Number(event.target.value))}
          >
            {DAYS.map((days) => (
              <option key={days} value={days}>
                {t("invite.days", { count: days })}
              </option>
            ))}
          </SelectField>
        </div>
        <FormError
          error={form.error}
          shownFields={isLetter ? ["email", "role", "days"] : ["label", "role", "max_uses", "days"]}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" isBusy={isPending}>
            {t(isLetter ? "invite.send" : "invite.makeLink")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
