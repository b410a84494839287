import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { dayOnly } from "@/shared/lib/dates";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { Modal } from "@/shared/ui/Modal";
import { RowActions } from "@/shared/ui/RowActions";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { useRemoval } from "@/shared/ui/useRemoval";
import { ApiKeyForm } from "./ApiKeyForm";
import { type ApiKey, apiKeysQuery, keys, revokeApiKey } from "./api";
import { Secret } from "./Secret";
import { rightsOf } from "./scopes";

function KeyRow({ apiKey, onDelete }: { apiKey: ApiKey; onDelete: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const facts = [
    `${apiKey.prefix}…`,
    apiKey.last_used_at
      ? t("security.lastUsed", { day: dayOnly(apiKey.last_used_at, language) })
      : t("security.neverUsed"),
    apiKey.expires_at
      ? t("apiKeys.until", { day: dayOnly(apiKey.expires_at, language) })
      : t("apiKeys.forever"),
  ];
  return (
    <li className="flex items-center gap-3 py-3">
      <KeyRound aria-hidden="true" className="size-5 shrink-0 text-primary" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="truncate">{apiKey.name}</span>
          {apiKey.kind === "service" && <Badge tone="primary">{t("apiKeys.service")}</Badge>}
        </p>
        <p className="text-[13px] break-words text-ink-2">{facts.join(" · ")}</p>
        <p className="text-[13px] text-ink-3">
          {rightsOf(apiKey.scopes)
            .map(([area, right]) => `${t(`apiKeys.area.${area}`)}: ${t(`apiKeys.right.${right}`)}`)
            .join(" · ")}
        </p>
      </div>
      <RowActions name={apiKey.name} onDelete={onDelete} />
    </li>
  );
}

/** Keys for programs: one's own, and for those who run the workspace its own. */
export function ApiKeysSection() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(apiKeysQuery);
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const removal = useRemoval<ApiKey>(revokeApiKey, keys.apiKeys);
  const add = (
    <Button look="primary" size="sm" onClick={() => setAdding(true)}>
      <Plus aria-hidden="true" className="size-4" />
      {t("apiKeys.add")}
    </Button>
  );
  return (
    <Card title={t("settings.apiKeys")} text={t("apiKeys.about")} action={data && data.length > 0 && add}>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-14" />}
      {data?.length === 0 && (
        <Empty picture={<KeyRound />} title={t("apiKeys.empty")} text={t("apiKeys.emptyText")} action={add} />
      )}
      {data && data.length > 0 && (
        <ul className="divide-y">
          {data.map((apiKey) => (
            <KeyRow key={apiKey.id} apiKey={apiKey} onDelete={() => removal.ask(apiKey)} />
          ))}
        </ul>
      )}
      {isAdding && (
        <ApiKeyForm
          onMade={(key) => {
            setAdding(false);
            setMade(key);
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {made && (
        <Modal
          isOpen
          onClose={() => setMade(null)}
          title={t("apiKeys.made")}
          description={t("apiKeys.madeText")}
        >
          <Secret text={made} />
        </Modal>
      )}
      <Confirm
        {...removal.confirm}
        title={t("settingsRow.delete", { name: removal.doomed?.name ?? "" })}
        text={t("apiKeys.deleteText")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </Card>
  );
}
