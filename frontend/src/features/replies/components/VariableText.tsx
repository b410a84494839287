import { Braces } from "lucide-react";
import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { useMe } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "@/shared/ui/Menu";
import { CUSTOM, filled, inserted, VARIABLES } from "../variables";

export type OwnField = { key: string; name: string };

type VariableTextProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  errors?: string[];
  ownFields: readonly OwnField[];
  isRequired?: boolean;
};

/** Who stands in for the customer in the preview. */
function useExample(ownFields: readonly OwnField[]): Record<string, string> {
  const { t } = useTranslation();
  const { workspace, member, user } = useMe();
  const name = member?.name ?? user.name;
  return {
    "contact.name": t("replySettings.example.name"),
    "contact.first_name": t("replySettings.example.firstName"),
    "contact.phone": "+380 50 123 45 67",
    "contact.email": "olena@example.com",
    "agent.name": name,
    "agent.first_name": name.split(" ")[0] ?? name,
    "agent.email": user.email,
    "business.name": workspace?.name ?? "",
    "business.phone": "+380 44 123 45 67",
    "business.address": t("replySettings.example.address"),
    "business.website": workspace?.url ?? "",
    "channel.name": "WhatsApp",
    ...Object.fromEntries(ownFields.map((field) => [CUSTOM + field.key, field.name])),
  };
}

/** A text with variables: a menu puts them in, and the preview shows what a customer would read. */
export function VariableText({ label, value, onChange, errors, ownFields, isRequired }: VariableTextProps) {
  const { t } = useTranslation();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const example = useExample(ownFields);
  const insert = (name: string) => {
    const { selectionStart, selectionEnd } = area.current ?? { selectionStart: 0, selectionEnd: 0 };
    const next = inserted(value, name, selectionStart, selectionEnd);
    onChange(next.text);
    // The menu gives the focus back to its button when it closes; the text comes after that.
    setTimeout(() => {
      area.current?.focus();
      area.current?.setSelectionRange(next.caret, next.caret);
    }, 50);
  };
  const pieces = filled(value, example);
  const unknown = pieces.find((piece) => piece.variable && !piece.isKnown)?.variable;
  const complaint = errors?.join(" ") || (unknown && t("replySettings.unknown", { name: unknown }));
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <Menu>
          <MenuTrigger asChild>
            <Button look="quiet" size="sm">
              <Braces aria-hidden="true" className="size-4" />
              {t("replySettings.insert")}
            </Button>
          </MenuTrigger>
          <MenuContent align="end" className="max-h-80 overflow-y-auto">
            {VARIABLES.map((name) => (
              <MenuItem key={name} onSelect={() => insert(name)}>
                {t(`replySettings.variables.${name}`)}
              </MenuItem>
            ))}
            {ownFields.length > 0 && (
              <>
                <MenuSeparator />
                <MenuLabel>{t("settings.fields")}</MenuLabel>
              </>
            )}
            {ownFields.map((field) => (
              <MenuItem key={field.key} onSelect={() => insert(CUSTOM + field.key)}>
                {field.name}
              </MenuItem>
            ))}
          </MenuContent>
        </Menu>
      </div>
      <textarea
        ref={area}
        id={id}
        required={isRequired}
        value={value}
        maxLength={10_000}
        aria-invalid={complaint ? true : undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
        className="field-sizing-content min-h-28 w-full rounded-xl border border-line-strong bg-surface px-3.5 py-2.5 outline-none hover:border-ink-3 focus-visible:border-primary focus-visible:ring-4 focus-visible:ring-primary/15 aria-invalid:border-danger"
      />
      <p id={`${id}-note`} className={cn("text-[13px]", complaint ? "text-danger" : "text-ink-3")}>
        {complaint || t("replySettings.fallbackHint")}
      </p>
      {value.trim() && (
        <figure className="rounded-2xl bg-sunken p-3">
          <figcaption className="mb-1.5 text-xs font-medium text-ink-3">
            {t("replySettings.preview")}
          </figcaption>
          <p className="w-fit max-w-full rounded-2xl rounded-br-md bg-bubble-out px-3.5 py-2 text-sm wrap-anywhere whitespace-pre-wrap">
            {pieces.map((piece, index) =>
              piece.variable ? (
                <mark
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no other name than their place
                  key={index}
                  className={cn(
                    "rounded bg-honey-soft px-0.5 text-honey",
                    !piece.isKnown && "bg-danger-soft text-danger",
                  )}
                >
                  {piece.text || "…"}
                </mark>
              ) : (
                piece.text
              ),
            )}
          </p>
        </figure>
      )}
    </div>
  );
}
