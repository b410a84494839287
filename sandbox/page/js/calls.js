// Every call each way: a list and an inspector.

import { api } from "./api.js";
import { fill, h, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { clockSeconds, t } from "./i18n.js";
import { on } from "./state.js";
import { copyButton } from "./people.js";

const KEPT = 500;
const FILTERS = { all: () => true, onlyIn: (call) => call.direction === "in", onlyOut: (call) => call.direction === "out", onlyBad: (call) => !isGood(call) };

const isGood = (call) => call.status >= 200 && call.status < 300;

export function callsTab(view) {
  let calls = [];
  let chosen = null;
  let filter = localStorage.getItem("sandbox.callFilter") || "all";
  const list = h("ul", { class: "rows", "aria-label": t("callList") });
  const empty = h("div", { class: "empty small" });
  const detail = h("section", { class: "detail", "aria-label": t("body") });
  const filters = h("div", { class: "segments", role: "group", "aria-label": t("filter") });
  fill(view, h("section", { class: "side" }, filters, empty, list), detail);

  function drawFilters() {
    fill(filters, Object.keys(FILTERS).map((name) => h("button", { type: "button", "aria-pressed": name === filter ? "true" : "false", onclick: () => {
      filter = name;
      localStorage.setItem("sandbox.callFilter", name);
      drawFilters();
      draw();
    } }, t(name))));
  }

  function draw() {
    const shown = calls.filter(FILTERS[filter] || FILTERS.all).reverse();
    reconcile(list, shown, { key: (call) => String(call.id), signature: (call) => `${call.id === chosen}`, build: row });
    fill(empty, shown.length ? null : [h("h2", {}, t("noCalls")), h("p", {}, t("noCallsText"))]);
    view.classList.toggle("has-detail", chosen !== null);
  }

  function row(call) {
    return h("li", {}, h("button", { type: "button", class: "call-row", "aria-pressed": call.id === chosen ? "true" : "false", onclick: () => pick(call) },
      h("span", { class: `way way-${call.direction}`, title: t(call.direction === "in" ? "toParlor" : "fromParlor") }, call.direction === "in" ? "→" : "←"),
      h("span", { class: "call-words" }, h("strong", {}, summary(call)), h("span", {}, `${call.method} ${shortUrl(call.url)}`)),
      h("span", { class: "call-side" }, status(call), h("time", { datetime: call.at }, clockSeconds(call.at)))));
  }

  function pick(call) {
    chosen = call.id;
    draw();
    fill(detail, inspector(call, () => { chosen = null; fill(detail, hint()); draw(); }));
    detail.scrollTop = 0;
  }

  const hint = () => h("p", { class: "pick muted" }, t("pickCall"));

  async function load() {
    const after = calls.at(-1)?.id || 0;
    const fresh = await api.get(`calls/?after=${after}&limit=300`);
    const known = calls.at(-1)?.id || 0;
    calls = [...calls, ...fresh.filter((call) => call.id > known)].slice(-KEPT);
    draw();
  }

  let pending = null;
  const soon = () => {
    pending ??= setTimeout(() => { pending = null; load(); }, 150);
  };
  const stops = [on("call", soon), on("refetch", soon), on("calls", () => { calls = []; chosen = null; fill(detail, hint()); load(); })];
  drawFilters();
  fill(detail, hint());
  load();
  return () => {
    clearTimeout(pending);
    stops.forEach((stop) => stop());
  };
}

const shortUrl = (url) => url.replace(/^https?:\/\/[^/]+/, "").split("?")[0];

function status(call) {
  const kind = call.status === null ? "none" : isGood(call) ? "good" : "bad";
  return h("span", { class: `pill pill-${kind}` }, call.status === null ? t("noAnswer") : String(call.status));
}

/** Name a call by what it is about: the kind of message, status or refusal. */
function summary(call) {
  const body = parsed(call.request_body);
  const value = body?.entry?.[0]?.changes?.[0]?.value;
  if (value?.messages) return `${value.messages[0].type} · ${value.contacts?.[0]?.profile?.name || ""}`;
  if (value?.statuses) return [value.statuses[0].status, value.contacts?.[0]?.profile?.name].filter(Boolean).join(" · ");
  if (body?.status === "read") return body.typing_indicator ? "read + typing" : "read";
  if (body?.type) return body.type;
  if (body?.messages) return `chat · ${body.model}`;
  return call.platform === "openai" ? shortUrl(call.url).split("/").pop() : body?.input ? "embeddings" : shortUrl(call.url).split("/").filter(Boolean).pop() || call.method;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function inspector(call, close) {
  const isIn = call.direction === "in";
  return [
    h("header", { class: "detail-head" },
      h("button", { type: "button", class: "icon-button back", "aria-label": t("back"), onclick: close }, icon("back")),
      h("div", {}, h("h2", {}, t(isIn ? "toParlor" : "fromParlor")), h("p", { class: "muted mono" }, `${call.method} ${call.url}`)),
      h("div", { class: "detail-side" }, status(call), h("span", { class: "muted" }, t("took", { ms: call.ms })), call.note ? h("span", { class: "pill pill-none" }, call.note) : null,
        isIn && parsed(call.request_body) ? h("button", { type: "button", class: "small-button", onclick: () => api.post("deliver/", { platform: call.platform, body: parsed(call.request_body) }) }, t("sendAgain")) : null)),
    block(t("request"), call.request_headers, call.request_body),
    block(t("response"), null, call.response_body),
  ];
}

function block(title, headers, body) {
  const value = parsed(body);
  const text = value === null ? body : JSON.stringify(value, null, 2);
  return h("section", { class: "block" }, h("h3", {}, title, text ? copyButton(title, text) : null),
    headers ? h("dl", { class: "headers" }, Object.entries(headers).map(([name, content]) => [h("dt", {}, name), h("dd", {}, content)])) : null,
    h("pre", { tabindex: "0", "aria-label": title }, text ? coloured(text) : t("nothing")));
}

/** Colour JSON by token; anything else passes through as plain text. */
function coloured(text) {
  return text.split(/("(?:[^"\\]|\\.)*"\s*:?)/).map((part) => {
    if (!part.startsWith('"')) return part;
    return h("span", { class: part.trimEnd().endsWith(":") ? "j-key" : "j-text" }, part);
  });
}
