import type { AgentSettings } from "@/shared/api/types";
import type { SettingsChange } from "../api";

export const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

const shown = (price: number | null) => (price === null ? "" : String(price));
const price = (text: string) => (text.trim() === "" ? null : Number(text.replace(",", ".")));

export function valuesOf(settings: AgentSettings) {
  return {
    name: settings.persona.name,
    tone: settings.persona.tone,
    language: settings.persona.language as string,
    mode_when_closed: settings.mode_when_closed as string,
    greeting: settings.greeting,
    fallback: settings.fallback,
    handoff_message: settings.handoff_message,
    guidelines: settings.guidelines.join("\n"),
    blocked_topics: settings.blocked_topics.join("\n"),
    never_say: settings.never_say.join("\n"),
    tools_off: settings.tools_off,
    speaks: settings.speaks,
    base_url: settings.model.base_url,
    model: settings.model.name,
    model_api: settings.model.api as string,
    model_key: "",
    prompt_price: shown(settings.model.prompt_price),
    completion_price: shown(settings.model.completion_price),
    fallback_base_url: settings.fallback_model.base_url,
    fallback_name: settings.fallback_model.name,
    fallback_key: "",
    budget_soft: shown(settings.budget_soft),
    budget_hard: shown(settings.budget_hard),
  };
}

export type Values = ReturnType<typeof valuesOf>;

export function changeOf(values: Values, settings: AgentSettings): SettingsChange {
  return {
    mode_when_closed: values.mode_when_closed as AgentSettings["mode_when_closed"],
    persona: {
      name: values.name,
      tone: values.tone,
      language: values.language as AgentSettings["persona"]["language"],
    },
    greeting: values.greeting,
    fallback: values.fallback,
    handoff_message: values.handoff_message,
    guidelines: linesOf(values.guidelines),
    blocked_topics: linesOf(values.blocked_topics),
    never_say: linesOf(values.never_say),
    tools_off: values.tools_off,
    speaks: values.speaks,
    model: {
      base_url: values.base_url,
      name: values.model,
      api: values.model_api as AgentSettings["model"]["api"],
      prompt_price: price(values.prompt_price),
      completion_price: price(values.completion_price),
    },
    fallback_model: {
      ...settings.fallback_model,
      base_url: values.fallback_base_url,
      name: values.fallback_name,
    },
    budget_soft: price(values.budget_soft),
    budget_hard: price(values.budget_hard),
    // An empty field means "keep the key there is"; a key itself never comes back from the server.
    ...(values.model_key ? { model_key: values.model_key } : {}),
    ...(values.fallback_key ? { fallback_key: values.fallback_key } : {}),
  };
}
