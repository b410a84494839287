import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Copy, Globe } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { IconButton } from "@/shared/ui/IconButton";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { useCopy } from "@/shared/ui/useCopy";
import { useForm } from "@/shared/ui/useForm";
import { addDomain, checkDomain, domainsQuery, keys, type OwnDomain, removeDomain } from "./api";

type Problem = "record_missing" | "dns_away" | "taken";

const TONES = { pending: "neutral", verified: "sage", lost: "danger" } as const;

function DnsRecord({ kind, name, value }: { kind: string; name: string; value: string }) {
  const { t } = useTranslation();
  const copy = useCopy();
  return (
    <div className="rounded-xl bg-sunken py-1.5 pr-1 pl-3">
      <dt className="text-[13px] text-ink-2">
        {kind} · {t("life.recordName")}: <span className="break-all text-ink select-all">{name}</span>
      </dt>
      <dd className="flex items-center gap-1">
        <span className="min-w-0 flex-1 font-mono text-[13px] break-all select-all">{value}</span>
        <IconButton label={`${t("common.copy")}: ${kind}`} onClick={() => void copy(value)}>
          <Copy className="size-4" />
        </IconButton>
      </dd>
    </div>
  );
}

function DomainRow({ domain, onDelete }: { domain: OwnDomain; onDelete: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const check = useMutation({
    mutationFn: () => checkDomain(domain.id),
    onSuccess: (checked) => {
      if (checked.state === "verified") toast.success(t("life.verified", { domain: checked.domain }));
    },
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.domains }),
  });
  const isVerified = domain.state === "verified";
  return (
    <li className="flex flex-col gap-3 py-4">
      <div className="flex flex-wrap items-center gap-2">
        <Globe aria-hidden="true" className="size-5 shrink-0 text-ink-2" />
        <span className="min-w-0 flex-1 font-medium break-all">{domain.domain}</span>
        <Badge tone={TONES[domain.state]}>{t(`life.state.${domain.state}`)}</Badge>
      </div>
      {!isVerified && (
        <>
          <p className="text-sm text-ink-2">{t("life.recordsText")}</p>
          <dl className="flex flex-col gap-2">
            <DnsRecord kind="TXT" name={domain.record_name} value={domain.record_value} />
            <DnsRecord kind="CNAME" name={domain.domain} value={domain.points_to} />
          </dl>
        </>
      )}
      {domain.checked_at && domain.problem && (
        <p role="status" className="text-sm text-danger">
          {t(`life.problem.${domain.problem as Problem}`)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" isBusy={check.isPending} onClick={() => check.mutate()}>
          {t("life.check")}
        </Button>
        <Button size="sm" look="quiet" onClick={onDelete}>
          {t("common.delete")}
        </Button>
      </div>
    </li>
  );
}

/** Names of the business's own that lead here, each proved by a record in its DNS. */
export function DomainsCard() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery(domainsQuery);
  const [doomed, setDoomed] = useState<OwnDomain | null>(null);
  const form = useForm({ domain: "" });
  const refresh = () => client.invalidateQueries({ queryKey: keys.domains });
  const add = useMutation({
    mutationFn: () => addDomain(form.values.domain),
    onSuccess: async () => {
      await refresh();
      form.set("domain", "");
      form.setError(null);
    },
    onError: form.setError,
  });
  const remove = useMutation({
    mutationFn: (id: number) => removeDomain(id),
    onSuccess: async () => {
      await refresh();
      setDoomed(null);
    },
    onError: (failure) => toast.error(errorText(failure)),
  });
  return (
    <Card title={t("life.domains")} text={t("life.domainsText")}>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={1} className="h-12" />}
      {data && data.length > 0 && (
        <ul className="mb-4 divide-y">
          {data.map((domain) => (
            <DomainRow key={domain.id} domain={domain} onDelete={() => setDoomed(domain)} />
          ))}
        </ul>
      )}
      <form
        className="flex flex-wrap items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <div className="min-w-56 flex-1">
          <TextField
            label={t("life.newDomain")}
            isLabelHidden
            placeholder="chat.example.com"
            required
            autoCapitalize="none"
            spellCheck={false}
            value={form.values.domain}
            errors={form.fieldErrors.domain}
            onChange={(event) => form.set("domain", event.target.value)}
          />
        </div>
        <Button type="submit" className="h-11" isBusy={add.isPending}>
          {t("life.addDomain")}
        </Button>
      </form>
      <FormError error={form.error} shownFields={form.fields} />
      <Confirm
        isOpen={doomed !== null}
        isBusy={remove.isPending}
        title={t("life.removeDomain", { domain: doomed?.domain ?? "" })}
        text={t("life.removeDomainText")}
        action={t("common.delete")}
        onConfirm={() => doomed && remove.mutate(doomed.id)}
        onClose={() => setDoomed(null)}
      />
    </Card>
  );
}
