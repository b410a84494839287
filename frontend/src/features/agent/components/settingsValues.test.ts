import type { AgentSettings } from "@/shared/api/types";
import { changeOf, valuesOf } from "./settingsValues";

const MODEL = {
  base_url: "",
  name: "",
  api: "openai",
  prompt_price: null,
  completion_price: 2.5,
  has_key: true,
  key_hint: "••••1234",
};
const SETTINGS = {
  mode: "autopilot",
  mode_when_closed: "",
  persona: { name: "Zoya", tone: "friendly", language: "auto" },
  greeting: "",
  fallback: "",
  handoff_message: "",
  guidelines: ["Offer a free slot."],
  blocked_topics: [],
  never_say: [],
  tools_off: [],
  threshold: null,
  model: MODEL,
  fallback_model: MODEL,
  budget_soft: null,
  budget_hard: 20,
  speaks: false,
  speaks_from: null,
  voice: "",
  tools: [],
  is_model_configured: false,
} as AgentSettings;

describe("the assistant's settings", () => {
  it("come back as they were when nothing was changed", () => {
    const change = changeOf(valuesOf(SETTINGS), SETTINGS);

    expect(change.guidelines).toEqual(["Offer a free slot."]);
    expect([change.budget_soft, change.budget_hard]).toEqual([null, 20]);
    expect(change.model?.completion_price).toBe(2.5);
    expect(change).not.toHaveProperty("model_key");
  });

  it("take a rule from each line and a price with a comma", () => {
    const values = { ...valuesOf(SETTINGS), guidelines: " One \n\nTwo", prompt_price: "0,15" };

    const change = changeOf(values, SETTINGS);

    expect(change.guidelines).toEqual(["One", "Two"]);
    expect(change.model?.prompt_price).toBe(0.15);
  });
});
