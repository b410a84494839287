import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { SelectField, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { useForm } from "@/shared/ui/useForm";
import { addSource, instagramQuery, type NewSource, sourceKeys } from "./api";

const KINDS = ["site", "page", "sitemap", "instagram"] as const;
// From the start page three clicks lead nearly everywhere on a small site.
const USUAL_DEPTH = 3;
const REFRESHES = [24, 168, 0] as const;
type Values = {
  kind: (typeof KINDS)[number];
  url: string;
  account: string;
  refresh: number;
  max_pages: string;
};
const FIRST: Values = { kind: "site", url: "", account: "", refresh: 24, max_pages: "100" };

function sourceOf({ kind, url, account, refresh, max_pages }: Values): NewSource {
  const isFeed = kind === "instagram";
  return {
    kind,
    url: isFeed ? "" : url,
    account: isFeed ? account || null : null,
    refresh_hours: refresh,
    max_pages: Number(max_pages),
    max_depth: USUAL_DEPTH,
  };
}

export function SourceForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm(FIRST);
  const { values, set, fieldErrors } = form;
  const accounts = useQuery({ ...instagramQuery, enabled: values.kind === "instagram" });
  const { mutate, isPending } = useMutation({
    mutationFn: () => addSource(sourceOf(values)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sourceKeys.all });
      onClose();
    },
    onError: form.setError,
  });
  const isFeed = values.kind === "instagram";
  return (
    <Modal isOpen onClose={onClose} title={t("sources.add")} description={t("sources.addText")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <SelectField
          label={t("sources.kind")}
          value={values.kind}
          onChange={(event) => set("kind", event.target.value as Values["kind"])}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`sources.kinds.${kind}`)}
            </option>
          ))}
        </SelectField>
        {isFeed ? (
          <SelectField
            label={t("sources.account")}
            required
            value={values.account}
            errors={fieldErrors.account}
            hint={accounts.data?.length === 0 ? t("sources.noAccounts") : undefined}
            onChange={(event) => set("account", event.target.value)}
          >
            <option value="">{t("sources.chooseAccount")}</option>
            {accounts.data?.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        ) : (
          <TextField
            label={t("sources.url")}
            required
            inputMode="url"
            autoComplete="url"
            placeholder="https://"
            value={values.url}
            errors={fieldErrors.url}
            onChange={(event) => set("url", event.target.value)}
          />
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            label={t("sources.refresh")}
            value={values.refresh}
            onChange={(event) => set("refresh", Number(event.target.value))}
          >
            {REFRESHES.map((hours) => (
              <option key={hours} value={hours}>
                {t(`sources.every.${hours}`)}
              </option>
            ))}
          </SelectField>
          {(values.kind === "site" || values.kind === "sitemap") && (
            <TextField
              label={t("sources.maxPages")}
              type="number"
              min={1}
              max={500}
              value={values.max_pages}
              errors={fieldErrors.max_pages}
              onChange={(event) => set("max_pages", event.target.value)}
            />
          )}
        </div>
        <FormError error={form.error} shownFields={form.fields} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" isBusy={isPending}>
            {t("sources.read")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
