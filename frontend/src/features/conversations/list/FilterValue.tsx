import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { channelsQuery, labelsQuery, membersQuery, teamsQuery } from "@/shared/directory";
import { cn } from "@/shared/lib/cn";
import { SelectField, TextField } from "@/shared/ui/Field";
import { WITH_SEVERAL, WITHOUT_VALUE } from "./draftTree";
import type { Leaf } from "./filters";

type Option = { value: string; label: string };
type Field = { name: string; type: string; choices: string[] };
type ValueProps = { leaf: Leaf; field: Field; onChange: (value: unknown) => void };

/** What one can pick from, or null where something has to be typed. */
function useOptions(field: Field): Option[] | null {
  const { t } = useTranslation();
  const of = field.type.replace(/s$/, "");
  const { data: members = [] } = useQuery({ ...membersQuery, enabled: of === "member" });
  const { data: teams = [] } = useQuery({ ...teamsQuery, enabled: of === "team" });
  const { data: labels = [] } = useQuery({ ...labelsQuery, enabled: of === "label" });
  const isKind = field.name === "channel_kind";
  const { data: channels = [] } = useQuery({ ...channelsQuery, enabled: of === "channel" || isKind });
  const named = (rows: { id: string; name: string }[]) =>
    rows.map((row) => ({ value: row.id, label: row.name }));
  if (isKind) {
    const kinds = [...new Set(channels.map((channel) => channel.kind))];
    return kinds.map((kind) => ({ value: kind, label: t(`channels.kind.${kind as "email"}.name`) }));
  }
  if (of === "member") return [{ value: "me", label: t("filter.me") }, ...named(members)];
  if (of === "team") return named(teams);
  if (of === "label") return named(labels);
  if (of === "channel") return named(channels);
  if (field.type !== "choice") return null;
  return field.choices.map((choice) => {
    if (field.name === "status") return { value: choice, label: t(`status.${choice as "open"}`) };
    if (field.name === "priority") return { value: choice, label: t(`priority.${choice as "low"}`) };
    if (field.name === "last_message_by")
      return { value: choice, label: t(`search.by.${choice as "agent"}`) };
    return { value: choice, label: t(`filter.mode.${choice as "off"}`) };
  });
}

function Several({ options, leaf, onChange }: { options: Option[] } & Omit<ValueProps, "field">) {
  const { t } = useTranslation();
  const chosen = Array.isArray(leaf.value) ? (leaf.value as string[]) : [];
  // Something that was deleted since can still be seen and taken out.
  const gone = chosen.filter((value) => !options.some((option) => option.value === value));
  const all = [...options, ...gone.map((value) => ({ value, label: t("filter.deleted") }))];
  return (
    <fieldset className="flex flex-wrap gap-1.5 py-1">
      <legend className="sr-only">{t("filter.valueLabel")}</legend>
      {all.map((option) => (
        <label
          key={option.value}
          className={cn(
            "inline-flex min-h-8 cursor-pointer items-center rounded-full border border-line-strong bg-surface px-3 text-[13px] has-checked:border-primary has-checked:bg-primary-soft has-checked:text-primary has-focus-visible:outline-2 has-focus-visible:outline-primary pointer-coarse:min-h-10",
            gone.includes(option.value) && "line-through",
          )}
        >
          <input
            type="checkbox"
            className="sr-only"
            checked={chosen.includes(option.value)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...chosen, option.value]
                  : chosen.filter((value) => value !== option.value),
              )
            }
          />
          {option.label}
        </label>
      ))}
      {all.length === 0 && <span className="text-[13px] text-ink-3">{t("filter.nothingToChoose")}</span>}
    </fieldset>
  );
}

export function FilterValue({ leaf, field, onChange }: ValueProps) {
  const { t } = useTranslation();
  const options = useOptions(field);
  const label = t("filter.valueLabel");
  const { op, value } = leaf;
  if (WITHOUT_VALUE.has(op)) return null;
  if (field.type === "flag") {
    return (
      <SelectField
        label={label}
        isLabelHidden
        value={String(value)}
        onChange={(event) => onChange(event.target.value === "true")}
      >
        <option value="true">{t("filter.yes")}</option>
        <option value="false">{t("filter.no")}</option>
      </SelectField>
    );
  }
  if (options && WITH_SEVERAL.has(op)) return <Several options={options} leaf={leaf} onChange={onChange} />;
  if (options) {
    return (
      <SelectField
        label={label}
        isLabelHidden
        value={String(value ?? "")}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{t("filter.choose")}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </SelectField>
    );
  }
  if (op.endsWith("_days")) {
    return (
      <TextField
        label={label}
        isLabelHidden
        type="number"
        min={0}
        max={3650}
        value={String(value ?? "")}
        suffix={t("filter.days")}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    );
  }
  const shared = { label, isLabelHidden: true };
  if (field.type === "moment") {
    return (
      <TextField
        {...shared}
        type="date"
        value={String(value ?? "").slice(0, 10)}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  const isList = WITH_SEVERAL.has(op);
  return (
    <TextField
      {...shared}
      value={isList ? ((value as string[]) ?? []).join(", ") : String(value ?? "")}
      placeholder={isList ? t("filter.commas") : undefined}
      onChange={(event) =>
        onChange(isList ? event.target.value.split(/,\s*/).filter(Boolean) : event.target.value)
      }
    />
  );
}
