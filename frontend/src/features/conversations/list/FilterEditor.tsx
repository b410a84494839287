import { useQuery } from "@tanstack/react-query";
import { FolderPlus, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { Button } from "@/shared/ui/Button";
import { SelectField } from "@/shared/ui/Field";
import { IconButton } from "@/shared/ui/IconButton";
import { Segmented } from "@/shared/ui/Segmented";
import { filterFieldsQuery } from "./api";
import { type Group, newLeaf, nextKey, type Part, withOperator } from "./draftTree";
import { FilterValue } from "./FilterValue";
import type { Leaf } from "./filters";

const LEVELS = 2;
// The contact's id is for addresses, not for people.
const HIDDEN = new Set(["contact"]);

type EditableField = { name: string; label: string; type: string; operators: string[]; choices: string[] };

export function useFieldName() {
  const { t } = useTranslation();
  return (field: { name: string; label?: string }) =>
    field.label || t(`filter.field.${field.name.replace(".", "_") as "status"}`);
}

function Condition(props: {
  leaf: Leaf;
  fields: EditableField[];
  onChange: (leaf: Leaf) => void;
  onRemove: () => void;
}) {
  const { leaf, fields, onChange, onRemove } = props;
  const { t } = useTranslation();
  const nameOf = useFieldName();
  const field = fields.find((one) => one.name === leaf.field);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 rounded-2xl bg-sunken/60 p-2.5 sm:grid-cols-[minmax(0,11rem)_minmax(0,9rem)_minmax(0,1fr)_auto]">
      <div className="max-sm:col-span-1">
        <SelectField
          label={t("filter.fieldLabel")}
          isLabelHidden
          value={leaf.field}
          onChange={(event) => {
            const next = fields.find((one) => one.name === event.target.value);
            if (next) onChange(newLeaf(next));
          }}
        >
          {!field && <option value={leaf.field}>{leaf.field}</option>}
          {fields.map((one) => (
            <option key={one.name} value={one.name}>
              {nameOf(one)}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="max-sm:col-span-2 max-sm:row-start-2">
        {field && field.type !== "flag" && (
          <SelectField
            label={t("filter.operatorLabel")}
            isLabelHidden
            value={leaf.op}
            onChange={(event) => onChange(withOperator(leaf, event.target.value, field))}
          >
            {field.operators.map((op) => (
              <option key={op} value={op}>
                {t(`filter.op.${op as "eq"}`)}
              </option>
            ))}
          </SelectField>
        )}
      </div>
      <div className="min-w-0 max-sm:col-span-2 max-sm:row-start-3">
        {field && (
          <FilterValue leaf={leaf} field={field} onChange={(value) => onChange({ ...leaf, value })} />
        )}
      </div>
      <IconButton
        label={t("filter.removeCondition")}
        onClick={onRemove}
        className="mt-1 max-sm:col-start-2 max-sm:row-start-1"
      >
        <Trash2 className="size-4" />
      </IconButton>
    </li>
  );
}

type EditorProps = { group: Group; onChange: (group: Group) => void; level?: number };

/** Conditions joined by "and" or "or", and groups of them inside. */
export function FilterEditor({ group, onChange, level = 0 }: EditorProps) {
  const { t } = useTranslation();
  const { data: all = [] } = useQuery(filterFieldsQuery);
  const fields = all.filter((field) => !HIDDEN.has(field.name));
  const first = fields[0];
  const change = (key: number, part: Part | null) =>
    onChange({
      ...group,
      parts: group.parts.flatMap((one) => (one.key === key ? (part ?? []) : one)),
    });
  const add = (part: Part) => onChange({ ...group, parts: [...group.parts, part] });
  return (
    <div className={cn("flex flex-col gap-3", level > 0 && "rounded-2xl border border-line-strong p-3")}>
      <div className="flex items-center justify-between gap-2">
        <Segmented
          label={t("filter.join")}
          value={group.join}
          onChange={(join) => onChange({ ...group, join })}
          options={[
            { value: "all", label: t("filter.all") },
            { value: "any", label: t("filter.any") },
          ]}
        />
      </div>
      <ul className="flex flex-col gap-2">
        {group.parts.map((part) =>
          "leaf" in part ? (
            <Condition
              key={part.key}
              leaf={part.leaf}
              fields={fields}
              onChange={(leaf) => change(part.key, { key: part.key, leaf })}
              onRemove={() => change(part.key, null)}
            />
          ) : (
            <li key={part.key} className="flex flex-col gap-1">
              <FilterEditor
                group={part.group}
                level={level + 1}
                onChange={(inner) =>
                  change(part.key, inner.parts.length ? { key: part.key, group: inner } : null)
                }
              />
            </li>
          ),
        )}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          disabled={!first}
          onClick={() => first && add({ key: nextKey(), leaf: newLeaf(first) })}
        >
          <Plus aria-hidden="true" className="size-4" />
          {t("filter.addCondition")}
        </Button>
        {level < LEVELS && (
          <Button
            size="sm"
            look="quiet"
            disabled={!first}
            onClick={() =>
              first &&
              add({
                key: nextKey(),
                group: {
                  join: group.join === "all" ? "any" : "all",
                  parts: [{ key: nextKey(), leaf: newLeaf(first) }],
                },
              })
            }
          >
            <FolderPlus aria-hidden="true" className="size-4" />
            {t("filter.addGroup")}
          </Button>
        )}
      </div>
    </div>
  );
}
