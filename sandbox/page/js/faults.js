// Switches that make the outside world misbehave, how people behave, and starting afresh.

import { api } from "./api.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { on } from "./state.js";

// label -> what the API wants; "ms" is shown only where time matters.
const KINDS = [
  ["f_duplicate", { kind: "duplicate", direction: "in" }],
  ["f_reorder", { kind: "reorder", direction: "in" }, 2000],
  ["f_drop_in", { kind: "drop", direction: "in" }],
  ["f_delay_ms_in", { kind: "delay_ms", direction: "in" }, 2000],
  ["f_timeout_in", { kind: "timeout", direction: "in" }],
  ["f_http_429", { kind: "http_429", direction: "out" }],
  ["f_http_500", { kind: "http_500", direction: "out" }],
  ["f_delay_ms_out", { kind: "delay_ms", direction: "out" }, 2000],
  ["f_timeout_out", { kind: "timeout", direction: "out" }, 30000],
  ["f_drop_out", { kind: "drop", direction: "out" }],
  ["f_outage_in", { kind: "outage", direction: "in" }],
  ["f_outage_out", { kind: "outage", direction: "out" }],
  ["f_pair_rate", { kind: "pair_rate", direction: "out" }],
  ["f_throughput", { kind: "throughput", direction: "out" }],
  ["f_half_stream", { kind: "half_stream", direction: "out" }],
  ["f_nonsense", { kind: "nonsense", direction: "out" }],
  ["f_invalid_json", { kind: "invalid_json", direction: "out" }],
  ["f_unknown_tool", { kind: "unknown_tool", direction: "out" }],
  ["f_endless_tools", { kind: "endless_tools", direction: "out" }],
];
const PLATFORMS = ["*", "whatsapp", "messenger", "instagram", "telegram", "email", "openai", "gemini", "mail"];
const labelOf = (fault) => KINDS.find(([, body]) => body.kind === fault.kind && body.direction === fault.direction)?.[0] || fault.kind;
const platformLabel = (name) => t(name === "*" ? "anyPlatform" : `p_${name}`);

export function faultsTab(view) {
  const active = h("section", { class: "panel", "aria-live": "polite" });
  const error = h("p", { class: "form-error", role: "alert" });
  const behaviour = h("section", { class: "panel" });
  fill(view, h("div", { class: "column" },
    h("section", { class: "panel" }, h("h2", {}, t("faultsTitle")), h("p", { class: "muted" }, t("faultsText")), switchForm(error)),
    h("div", { class: "column-side" }, active, behaviour, resetPanel())));

  async function drawActive() {
    const faults = await api.get("faults/");
    fill(active, h("div", { class: "panel-head" }, h("h2", {}, t("activeFaults")),
      faults.length > 1 ? h("button", { type: "button", class: "quiet-button", onclick: () => api.remove("faults/") }, t("allOff")) : null),
      faults.length ? h("ul", { class: "fault-list" }, faults.map((fault) => h("li", {}, h("span", { class: "fault-mark" }, icon("bolt", 18)),
        h("div", {}, h("strong", {}, t(labelOf(fault))), h("span", {}, [platformLabel(fault.platform), `${Math.round(fault.rate * 100)} %`, fault.ms ? `${fault.ms} ms` : "", fault.remaining ? t("left", { n: fault.remaining }) : ""].filter(Boolean).join(" · "))),
        h("button", { type: "button", class: "small-button", "aria-label": `${t("switchOff")}: ${t(labelOf(fault))}`, onclick: () => api.remove(`faults/${fault.id}/`) }, t("switchOff"))))) : h("p", { class: "calm" }, icon("check", 18), t("noFaults")));
  }

  async function drawBehaviour() {
    const settings = await api.get("settings/");
    const change = (body) => api.patch("settings/", body);
    fill(behaviour, h("h2", {}, t("behaviour")),
      select(t("readAfter"), [["", t("readOnLook")], ["1000", t("readAfter1")], ["10000", t("readAfter10")]], settings.read_after_ms ?? "", (value) => change({ read_after_ms: value === "" ? null : Number(value) })),
      select(t("windowFailure"), [["sync", t("windowSync")], ["async", t("windowAsync")]], settings.window_failure, (value) => change({ window_failure: value })));
  }

  const stops = [on("faults", drawActive), on("settings", drawBehaviour), on("refetch", drawActive)];
  drawActive();
  drawBehaviour();
  return () => stops.forEach((stop) => stop());
}

function select(label, options, value, onChange) {
  const id = `s-${Math.random().toString(36).slice(2)}`;
  return h("div", { class: "field" }, h("label", { for: id }, label),
    h("select", { id, onchange: (event) => onChange(event.target.value) }, options.map(([code, text]) => h("option", { value: code, selected: String(value) === code }, text))));
}

function switchForm(error) {
  const kinds = h("fieldset", { class: "kinds" }, h("legend", {}, t("what")), KINDS.map(([label], index) =>
    h("label", { class: "kind" }, h("input", { type: "radio", name: "kind", value: index, checked: index === 0, onchange: showTime }), h("span", {}, t(label)))));
  const ms = field(t("pauseMs"), h("input", { name: "ms", type: "number", min: 0, max: 600000, step: 100 }));
  const rateShown = h("output", { class: "rate-shown" }, "100 %");
  const form = h("form", { class: "form", onsubmit: submit }, kinds,
    h("div", { class: "form-grid" },
      select(t("who"), PLATFORMS.map((name) => [name, platformLabel(name)]), "whatsapp", () => {}),
      field(t("rate"), h("input", { name: "rate", type: "range", min: 5, max: 100, step: 5, value: 100, oninput: (event) => { rateShown.textContent = `${event.target.value} %`; } }), rateShown),
      field(t("count"), h("input", { name: "count", type: "number", min: 1, placeholder: t("always") })), ms),
    error, h("div", { class: "form-foot" }, h("button", { class: "button" }, icon("bolt", 18), t("switchOn"))));
  form.querySelector("select").name = "platform";
  function showTime() {
    const pause = KINDS[form.elements.kind.value][2];
    ms.hidden = !pause;
    form.elements.ms.value = pause || "";
  }
  async function submit(event) {
    event.preventDefault();
    error.textContent = "";
    const { kind, platform, rate, count, ms: pause } = form.elements;
    const body = { ...KINDS[kind.value][1], platform: platform.value, rate: Number(rate.value) / 100 };
    if (count.value) body.count = Number(count.value);
    if (KINDS[kind.value][2]) body.ms = Number(pause.value);
    await api.post("faults/", body).catch((refusal) => { error.textContent = refusal.message; });
  }
  showTime();
  return form;
}

function field(label, input, ...after) {
  const id = `s-${Math.random().toString(36).slice(2)}`;
  input.id = id;
  return h("div", { class: "field" }, h("label", { for: id }, label, ...after), input);
}

function resetPanel() {
  const button = h("button", { type: "button", class: "danger-button", onclick: () => {
    if (button.dataset.sure) {
      api.post("reset/");
      delete button.dataset.sure;
    } else button.dataset.sure = "yes";
    button.textContent = t(button.dataset.sure ? "resetSure" : "reset");
  } }, t("reset"));
  return h("section", { class: "panel" }, h("h2", {}, t("resetTitle")), h("p", { class: "muted" }, t("resetText")), button);
}
