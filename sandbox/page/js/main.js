// The page: four tabs under one bar, and the stream that keeps them fresh.

import { listen } from "./api.js";
import { h, fill } from "./dom.js";
import { icon } from "./icons.js";
import { language, setLanguage, t } from "./i18n.js";
import { emit, loadPeople, on, refreshPeople, state } from "./state.js";
import { callsTab } from "./calls.js";
import { faultsTab } from "./faults.js";
import { mailTab } from "./mailbox.js";
import { phonesTab } from "./phones.js";

const TABS = [
  { id: "phones", icon: "phone", build: phonesTab },
  { id: "calls", icon: "calls", build: callsTab },
  { id: "mail", icon: "mail", build: mailTab },
  { id: "faults", icon: "bolt", build: faultsTab },
];
const app = document.getElementById("app");
const freshMarks = { calls: false, mail: false };
let leave = null;

const currentTab = () => TABS.find((tab) => `#${tab.id}` === location.hash.split("/")[0]) || TABS[0];

function header() {
  const isDark = document.documentElement.dataset.theme === "dark";
  return h("header", { class: "bar" },
    h("div", { class: "brand" }, h("img", { src: "/page/icon.svg", alt: "", width: 30, height: 30 }), h("h1", {}, t("title"))),
    h("nav", { class: "tabs", "aria-label": t("sections") }, TABS.map(tabLink)),
    h("div", { class: "bar-actions" },
      h("button", { type: "button", class: "text-button", lang: language() === "uk" ? "en" : "uk", onclick: () => setLanguage(language() === "uk" ? "en" : "uk") }, t("language")),
      h("button", { type: "button", class: "icon-button", "aria-label": t(isDark ? "toLight" : "toDark"), title: t(isDark ? "toLight" : "toDark"), onclick: toggleTheme }, icon(isDark ? "sun" : "moon"))),
  );
}

function tabLink(tab) {
  const isCurrent = tab === currentTab();
  return h("a", { href: `#${tab.id}`, class: "tab", "aria-current": isCurrent ? "page" : null },
    icon(tab.icon), h("span", {}, t(tab.id)),
    !isCurrent && freshMarks[tab.id] ? h("span", { class: "dot" }, h("span", { class: "visually-hidden" }, "•")) : null);
}

function toggleTheme() {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("sandbox.theme", theme);
  renderBar();
}

function renderBar() {
  app.querySelector(".bar")?.replaceWith(header());
}

function render() {
  leave?.();
  const tab = currentTab();
  freshMarks[tab.id] = false;
  document.title = `${t(tab.id)} · ${t("title")}`;
  const view = h("main", { class: `view view-${tab.id}`, id: "view" });
  fill(app, header(), h("p", { class: "lost", role: "status" }, state.isConnected ? "" : t("lost")), view);
  leave = tab.build(view);
}

function setConnected(isConnected) {
  state.isConnected = isConnected;
  const note = app.querySelector(".lost");
  if (note) note.textContent = isConnected ? "" : t("lost");
}

function onEvent(event) {
  if (event.type === "thread") refreshPeople();
  if (event.type === "accounts" || event.type === "customers") refreshPeople();
  const tab = { call: "calls", mail: "mail" }[event.type];
  if (tab && currentTab().id !== tab && !freshMarks[tab]) {
    freshMarks[tab] = true;
    renderBar();
  }
  emit(event.type, event);
}

addEventListener("hashchange", () => {
  if (!document.querySelector(`.view-${currentTab().id}`)) render();
  else emit("hash");
});
on("language", render);
render();
let lostTimer = null;
listen({
  onEvent,
  onOpen: () => {
    clearTimeout(lostTimer);
    setConnected(true);
    loadPeople().then(() => emit("refetch"));
  },
  onLost: () => {
    clearTimeout(lostTimer);
    lostTimer = setTimeout(() => setConnected(false), 2000);
  },
});
