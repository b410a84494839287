import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/shared/api/types";
import { PanelGroup as Group } from "@/shared/ui/PanelGroup";
import { type CustomField, customFieldsQuery } from "../api";
import { EditableText } from "./EditableText";
import { useContactChange } from "./useContactChange";

const box =
  "w-full rounded-lg border border-transparent bg-transparent px-2 py-1.5 text-sm outline-none not-disabled:hover:border-line-strong focus-visible:border-primary focus-visible:bg-surface";

type InputProps = {
  field: CustomField;
  value: unknown;
  onSave: (value: unknown) => void;
  isDisabled: boolean;
};

function FieldInput({ field, value, onSave, isDisabled }: InputProps) {
  const { t } = useTranslation();
  const label = field.name;
  const text = value === null || value === undefined ? "" : String(value);
  if (field.kind === "checkbox") {
    return (
      <input
        type="checkbox"
        aria-label={label}
        checked={value === true}
        disabled={isDisabled}
        onChange={(event) => onSave(event.target.checked)}
        className="m-2 size-4.5 accent-primary"
      />
    );
  }
  if (field.kind === "list") {
    return (
      <select
        aria-label={label}
        value={text}
        disabled={isDisabled}
        onChange={(event) => onSave(event.target.value || null)}
        className={box}
      >
        <option value="">—</option>
        {field.options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    );
  }
  if (field.kind === "date") {
    return (
      <input
        type="date"
        aria-label={label}
        value={text}
        disabled={isDisabled}
        onChange={(event) => onSave(event.target.value || null)}
        className={box}
      />
    );
  }
  const save = (next: string) => onSave(next === "" ? null : field.kind === "number" ? Number(next) : next);
  return (
    <span className="flex items-center">
      <EditableText
        label={label}
        value={text}
        placeholder="—"
        onSave={save}
        isDisabled={isDisabled}
        className="text-sm"
      />
      {field.kind === "link" && /^https?:\/\//.test(text) && (
        <a
          href={text}
          target="_blank"
          rel="noreferrer noopener"
          aria-label={t("contact.openLink", { name: label })}
          className="grid size-8 place-items-center rounded-lg text-ink-3 hover:text-primary"
        >
          <ExternalLink className="size-4" />
        </a>
      )}
    </span>
  );
}

/** The fields that the business made for itself; nothing where it made none. */
export function CustomFields({ contact, canEdit }: { contact: Contact; canEdit: boolean }) {
  const { t } = useTranslation();
  const change = useContactChange(contact.id);
  const { data: fields = [] } = useQuery(customFieldsQuery);
  const custom = (contact.custom ?? {}) as Record<string, unknown>;
  if (fields.length === 0) return null;
  return (
    <Group title={t("contact.fields")}>
      <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center gap-x-1">
        {fields.map((field) => (
          <div key={field.id} className="contents">
            <dt className="truncate px-2 text-[13px] text-ink-2">{field.name}</dt>
            <dd>
              <FieldInput
                field={field}
                value={custom[field.key]}
                isDisabled={!canEdit}
                onSave={(value) => change({ custom: { [field.key]: value } })}
              />
            </dd>
          </div>
        ))}
      </dl>
    </Group>
  );
}
