import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { LabelsSection } from "@/features/labels/LabelsSection";
import { macrosQuery } from "@/features/replies/api";
import { slaPoliciesQuery } from "@/features/sla/api";
import { api, ask } from "@/shared/api/client";
import type { Label } from "@/shared/directory";

const MOST_COUNTED = 50;

/** What loses something when a label goes: conversations that wear it, macros, promised answer times, saved views. */
function useAffected(label: Label | null): string[] {
  const { t } = useTranslation();
  const id = label?.id ?? "";
  const enabled = label !== null;
  const { data: worn } = useQuery({
    queryKey: ["settings", "labels", id, "worn"],
    queryFn: () => {
      const query = { label: id, status: "all", limit: MOST_COUNTED + 1 };
      return ask(api.GET("/api/conversations/", { params: { query } }));
    },
    enabled,
    staleTime: 0,
  });
  const { data: views } = useQuery({
    queryKey: ["settings", "labels", "views"],
    queryFn: () => ask(api.GET("/api/views/")),
    enabled,
    staleTime: 0,
  });
  const { data: macros } = useQuery({ ...macrosQuery, enabled });
  const { data: policies } = useQuery({ ...slaPoliciesQuery, enabled });
  if (!label) return [];
  const names = [
    ...(macros ?? []).filter((macro) => JSON.stringify(macro.steps).includes(id)),
    ...(policies ?? []).filter((policy) => policy.labels?.includes(id)),
    ...(views?.results ?? []).filter((view) => JSON.stringify(view.filter).includes(id)),
  ].map((one) => one.name);
  const count = worn?.results.length ?? 0;
  const many = count > MOST_COUNTED ? t("labelSettings.wornByMany", { most: MOST_COUNTED }) : null;
  return [
    ...(count > 0 ? [many ?? t("labelSettings.wornBy", { count })] : []),
    ...(names.length > 0 ? [t("labelSettings.usedIn", { names: names.join(", ") })] : []),
  ];
}

export default function LabelsPage() {
  return <LabelsSection useAffected={useAffected} />;
}
