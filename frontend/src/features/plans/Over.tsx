import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Usage } from "./api";

/** What a smaller plan left above its limits: nothing is gone, only nothing can be added. */
export function Over({ over }: { over: Usage["over"] }) {
  const { t } = useTranslation();
  if (over.length === 0) return null;
  return (
    <div role="status" className="mb-4 rounded-2xl bg-honey-soft p-4 text-sm text-ink">
      <p className="flex items-center gap-2 font-semibold">
        <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-honey" />
        {t("plans.over.title")}
      </p>
      <p className="mt-1">{t("plans.over.text")}</p>
      <ul className="mt-2 list-disc pl-6">
        {over.map((row) => (
          <li key={row.what}>
            {row.what === "kinds"
              ? t("plans.over.kinds", {
                  names: row.names.map((name) => t(`plans.kinds.${name as "email"}`)).join(", "),
                })
              : t("plans.over.row", {
                  name: t(`plans.names.${row.what as "users"}`),
                  used: row.used,
                  limit: row.limit,
                })}
          </li>
        ))}
      </ul>
    </div>
  );
}
