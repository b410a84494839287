import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";

export type Template = components["schemas"]["ApprovedTemplate"];
export type Slot = components["schemas"]["TemplateSlot"];
/** What was typed, by the slot's key. */
export type Values = Readonly<Record<string, string>>;

const GAP = /\{\{\s*(\w+)\s*\}\}/g;
const FRESH_MS = 60_000;

/** The approved templates of a channel account that can be filled in by typing. */
export const templatesQuery = (account: string) =>
  queryOptions({
    queryKey: ["channels", account, "templates"],
    queryFn: async () => {
      const path = { account_id: account };
      return (await ask(api.GET("/api/integrations/{account_id}/templates/", { params: { path } }))).results;
    },
    retry: false,
    staleTime: FRESH_MS,
  });

export function keyOf({ part, index, name }: Pick<Slot, "part" | "index" | "name">): string {
  return `${part}:${index}:${name}`;
}

/** A template that somebody names by hand: its gaps are those of the text that they copied. */
export function named(name: string, language: string, body: string): Template {
  const names = [...new Set([...body.matchAll(GAP)].map((gap) => gap[1] ?? ""))];
  const slots = names.map((gap) => ({
    part: "body" as const,
    name: gap,
    index: 0,
    sub_type: "",
    example: "",
  }));
  return { name, language, body, category: "", header: "", footer: "", buttons: [], slots };
}

export function filled(text: string, part: "header" | "body", values: Values): string {
  return text.replace(GAP, (gap, name: string) => values[keyOf({ part, index: 0, name })]?.trim() || gap);
}

function worded(slot: Slot, text: string): Record<string, unknown> {
  const isNumber = /^\d+$/.test(slot.name);
  return { type: "text", text, ...(isNumber ? {} : { parameter_name: slot.name }) };
}

/** The message's content: components as WhatsApp takes them, and what the customer will read. */
export function contentOf(template: Template, values: Values): Record<string, unknown> {
  const given = (slot: Slot) => values[keyOf(slot)]?.trim() ?? "";
  const slotsOf = (part: Slot["part"]) => template.slots.filter((slot) => slot.part === part);
  const header = [
    ...slotsOf("header").map((slot) => worded(slot, given(slot))),
    ...slotsOf("file").map((slot) => ({ type: slot.name, [slot.name]: { link: given(slot) } })),
  ];
  const body = slotsOf("body").map((slot) => worded(slot, given(slot)));
  const buttons = slotsOf("button").map((slot) => ({
    type: "button",
    sub_type: slot.sub_type,
    index: String(slot.index),
    parameters: [
      slot.sub_type === "copy_code"
        ? { type: "coupon_code", coupon_code: given(slot) }
        : { type: "text", text: given(slot) },
    ],
  }));
  return {
    name: template.name,
    language: template.language,
    components: [
      ...(header.length ? [{ type: "header", parameters: header }] : []),
      ...(body.length ? [{ type: "body", parameters: body }] : []),
      ...buttons,
    ],
    preview: previewOf(template, values),
  };
}

export function previewOf(template: Template, values: Values): string {
  return [filled(template.header, "header", values), filled(template.body, "body", values), template.footer]
    .filter(Boolean)
    .join("\n\n");
}
