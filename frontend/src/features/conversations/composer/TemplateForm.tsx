import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { SelectField, TextArea, TextField } from "@/shared/ui/Field";
import { Bones } from "@/shared/ui/States";
import type { FormProps } from "./forms";
import { Sheet } from "./Sheet";
import {
  contentOf,
  keyOf,
  named,
  previewOf,
  type Slot,
  type Template,
  templatesQuery,
  type Values,
} from "./templates";

const BY_HAND = named("", "uk", "");

function idOf({ name, language }: Template): string {
  return `${name}/${language}`;
}

function useSlotLabel(): (slot: Slot) => string {
  const { t } = useTranslation();
  return ({ part, name }) => {
    if (part === "file") return t("write.templateFile");
    if (part === "button") return t("write.templateButton", { title: name });
    return /^\d+$/.test(name) ? t("write.templateValue", { number: name }) : name.replaceAll("_", " ");
  };
}

/** A text that the platform has approved, chosen from its list or named by hand, with its gaps filled in. */
export function TemplateForm({ account, onSend, onClose }: FormProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const slotLabel = useSlotLabel();
  const { data: known = [], isLoading } = useQuery(templatesQuery(account));
  const [template, setTemplate] = useState<Template | null>(null);
  const [values, setValues] = useState<Values>({});
  const fitting = known.find((one) => one.language.startsWith(language)) ?? known[0];
  const chosen = template ?? fitting ?? BY_HAND;
  const isKnown = known.includes(chosen);
  const given = (slot: Slot) => values[keyOf(slot)] ?? (slot.part === "file" ? slot.example : "");
  const filledIn = Object.fromEntries(chosen.slots.map((slot) => [keyOf(slot), given(slot)]));
  const byHand = (part: Partial<Pick<Template, "name" | "language" | "body">>) => {
    const next = { ...chosen, ...part };
    setTemplate(named(next.name, next.language, next.body));
  };
  return (
    <Sheet
      title={t("write.sendTemplate")}
      canSend={
        Boolean(chosen.name.trim() && chosen.language.trim()) &&
        chosen.slots.every((slot) => given(slot).trim())
      }
      onClose={onClose}
      onSend={() => onSend({ kind: "template", content: contentOf(chosen, filledIn) })}
    >
      {isLoading && <Bones rows={1} className="h-11" />}
      {known.length > 0 && (
        <SelectField
          label={t("write.templateList")}
          value={isKnown ? idOf(chosen) : ""}
          onChange={(event) => setTemplate(known.find((one) => idOf(one) === event.target.value) ?? BY_HAND)}
        >
          {known.map((one) => (
            <option key={idOf(one)} value={idOf(one)}>
              {one.name.replaceAll("_", " ")} ({one.language})
            </option>
          ))}
          <option value="">{t("write.templateByHand")}</option>
        </SelectField>
      )}
      {!isKnown && !isLoading && (
        <>
          <div className="grid gap-3.5 sm:grid-cols-[1fr_7rem]">
            <TextField
              label={t("write.templateName")}
              value={chosen.name}
              onChange={(event) => byHand({ name: event.target.value.trim() })}
            />
            <TextField
              label={t("write.templateLanguage")}
              value={chosen.language}
              onChange={(event) => byHand({ language: event.target.value.trim() })}
            />
          </div>
          <TextArea
            label={t("write.templateBody")}
            hint={t("write.templateBodyHint")}
            value={chosen.body}
            onChange={(event) => byHand({ body: event.target.value })}
          />
        </>
      )}
      {chosen.slots.map((slot) => (
        <TextField
          key={keyOf(slot)}
          label={slotLabel(slot)}
          hint={slot.part === "button" && slot.example ? slot.example : undefined}
          type={slot.part === "file" ? "url" : "text"}
          placeholder={slot.part === "file" ? "https://" : undefined}
          value={given(slot)}
          onChange={(event) => setValues({ ...values, [keyOf(slot)]: event.target.value })}
        />
      ))}
      {chosen.body && (
        <figure className="rounded-2xl bg-sunken p-3">
          <figcaption className="mb-1.5 text-xs font-medium text-ink-2">{t("write.preview")}</figcaption>
          <p className="w-fit rounded-2xl rounded-br-md bg-bubble-out px-3.5 py-2 break-words whitespace-pre-wrap">
            {previewOf(chosen, filledIn)}
          </p>
          {chosen.buttons.length > 0 && (
            <p className="mt-1.5 flex flex-wrap gap-1.5 text-[13px] font-medium text-primary">
              {chosen.buttons.map((title) => (
                <span key={title} className="rounded-xl bg-surface px-3 py-1.5">
                  {title}
                </span>
              ))}
            </p>
          )}
        </figure>
      )}
    </Sheet>
  );
}
