import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "@/shared/ui/Avatar";
import { Button } from "@/shared/ui/Button";
import { lookAlikesQuery } from "../api";

const MergeDialog = lazy(async () => ({ default: (await import("./MergeDialog")).MergeDialog }));

/** Customers with the same phone or e-mail: probably the same person. */
export function LookAlikes({ contactId }: { contactId: string }) {
  const { t } = useTranslation();
  const { data: found = [] } = useQuery(lookAlikesQuery(contactId));
  const [other, setOther] = useState<string | null>(null);
  return (
    <>
      {found.map((one) => (
        <div
          key={one.id}
          className="mx-4 mb-3 flex items-center gap-2.5 rounded-2xl bg-honey-soft p-3 text-[13px]"
        >
          <Avatar id={one.id} name={one.name} size="sm" />
          <p className="min-w-0 flex-1 text-honey">
            <span className="block truncate font-semibold">{one.name}</span>
            {t(`contact.same.${one.reason}`)}
          </p>
          <Button size="sm" onClick={() => setOther(one.id)}>
            {t("contact.compare")}
          </Button>
        </div>
      ))}
      <Suspense fallback={null}>
        {other && <MergeDialog contactId={contactId} otherId={other} onClose={() => setOther(null)} />}
      </Suspense>
    </>
  );
}
