import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/shared/api/types";
import { labelsQuery } from "@/shared/directory";
import { useErrorText } from "@/shared/i18n/errorText";
import { LabelDot } from "@/shared/ui/LabelDot";
import { toast } from "@/shared/ui/toast";
import { contactQuery, keys, setContactLabels } from "../api";

const TagsPicker = lazy(async () => ({ default: (await import("./TagsPicker")).TagsPicker }));

export function Tags({ contact, canEdit }: { contact: Contact; canEdit: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [isPicking, setPicking] = useState(false);
  const { queryKey } = contactQuery(contact.id);
  const { mutate } = useMutation({
    mutationFn: (labels: string[]) => setContactLabels(contact.id, labels),
    onMutate: (labels) => {
      const known = client.getQueryData(labelsQuery.queryKey) ?? [];
      client.setQueryData(queryKey, (held) =>
        held
          ? {
              ...held,
              labels: [...held.labels, ...known].filter(
                (one, at, all) =>
                  labels.includes(one.id) && all.findIndex((other) => other.id === one.id) === at,
              ),
            }
          : held,
      );
    },
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.lists }),
    onError: (error) => {
      toast.error(errorText(error));
      void client.invalidateQueries({ queryKey });
    },
  });
  const worn = contact.labels.map((label) => label.id);
  const toggle = (id: string) => mutate(worn.includes(id) ? worn.filter((one) => one !== id) : [...worn, id]);
  return (
    <>
      <ul aria-label={t("contact.tags")} className="flex flex-wrap justify-center gap-1.5">
        {contact.labels.map((label) => (
          <li
            key={label.id}
            className="inline-flex min-h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs font-medium"
          >
            <LabelDot colour={label.colour} />
            {label.name}
            {canEdit && (
              <button
                type="button"
                aria-label={t("contact.removeTag", { name: label.name })}
                onClick={() => toggle(label.id)}
                className="-mr-1.5 grid size-6 place-items-center rounded-full text-ink-3 hover:text-ink"
              >
                <X className="size-3" />
              </button>
            )}
          </li>
        ))}
        {canEdit && (
          <li>
            <button
              type="button"
              onClick={() => setPicking(true)}
              className="inline-flex min-h-7 items-center gap-1 rounded-full border border-dashed border-line-strong px-2.5 text-xs font-medium text-ink-2 hover:text-ink"
            >
              <Plus aria-hidden="true" className="size-3" />
              {t("contact.addTag")}
            </button>
          </li>
        )}
      </ul>
      <Suspense fallback={null}>
        {isPicking && (
          <TagsPicker name={contact.name} worn={worn} onToggle={toggle} onClose={() => setPicking(false)} />
        )}
      </Suspense>
    </>
  );
}
