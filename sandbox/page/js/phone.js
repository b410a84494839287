// One phone: its frame, its thread, its composer, and what it hears from the sandbox.

import { api } from "./api.js";
import { announce, fill, h, openMenu, reconcile } from "./dom.js";
import { avatar, badge, icon } from "./icons.js";
import { clock, day, t } from "./i18n.js";
import { customerOf, on } from "./state.js";
import { bubble } from "./bubbles.js";
import { composer } from "./composer.js";
import { platformOf } from "./platforms/index.js";

const BUSINESS_COLOR = "#8a2f52";

export function mountPhone(customerId, putAway) {
  let items = [];
  let owner = null;
  let account = null;
  let typingTimer = null;
  let isFirstDraw = true;
  let isAtEnd = true;
  const platform = platformOf(customerOf(customerId));

  const top = h("div", { class: "phone-owner" });
  const chatHead = h("div", { class: "chat-head" });
  const log = h("div", { class: "thread", role: "log", "aria-live": "off", tabindex: "0" });
  const typing = h("div", { class: "typing", hidden: true }, h("span", { class: "visually-hidden" }, ""), h("i", {}), h("i", {}), h("i", {}));
  const notice = h("p", { class: "notice", role: "status" });
  const chips = h("div", { class: "chips" });
  const input = composer({ say, upload, platform, look: () => ({ items, owner, account }) });
  const time = h("span", { class: "phone-time" });
  const screen = h("div", { class: "screen" },
    h("div", { class: "status-bar", "aria-hidden": "true" }, time, h("span", { class: "island" }), h("span", { class: "signal" }, h("b", {}), h("b", {}), h("b", {}), h("em", {}))),
    chatHead, h("div", { class: "wall" }, log, typing), notice, chips, input.element, h("span", { class: "home-bar", "aria-hidden": "true" }));
  const element = h("article", { class: "phone", id: `phone-${customerId}`, "data-platform": platform.id }, top, h("div", { class: "frame" }, screen));

  async function say(body) {
    notice.textContent = "";
    try {
      const said = await api.post(`customers/${customerId}/say/`, body);
      if (said.status === null && !["held", "outage"].includes(said.note)) notice.textContent = said.note === "not subscribed" || said.note === "dropped" ? "" : t("productDown");
      else if (said.status >= 300) notice.textContent = t("productRefused", { status: said.status });
      return true;
    } catch (refusal) {
      notice.textContent = refusal.message;
      return false;
    }
  }

  async function upload(file) {
    const form = new FormData();
    form.append("account", owner.account);
    form.append("platform", owner.platform);
    form.append("file", file);
    return api.post("media/", form);
  }

  async function load() {
    try {
      items = await api.get(`customers/${customerId}/thread/?peek=1`);
    } catch {
      return;
    }
    draw();
    look();
  }

  function look() {
    const hasNew = items.some((item) => item.direction === "to_customer" && item.status !== "read" && item.status !== "failed");
    if (hasNew && document.visibilityState === "visible" && element.checkVisibility()) api.post(`customers/${customerId}/seen/`).catch(() => {});
  }

  function draw() {
    const rows = [];
    let lastDay = "";
    let lastSide = "";
    const lastMine = items.findLast((item) => item.direction === "from_customer")?.id;
    items.forEach((item, index) => {
      const label = day(item.at);
      if (label !== lastDay) rows.push({ id: `day-${label}`, day: label });
      const isLast = items[index + 1]?.direction !== item.direction || day(items[index + 1].at) !== label;
      rows.push({ ...item, isFirst: item.direction !== lastSide || label !== lastDay, isLast, isNewest: index === items.length - 1, isLastMine: item.id === lastMine });
      lastDay = label;
      lastSide = item.direction;
    });
    reconcile(log, rows, {
      key: (row) => row.id,
      signature: (row) => JSON.stringify(row),
      build: (row, isNew) => (row.day ? h("div", { class: "day" }, h("span", {}, row.day)) : bubble(row, { say, input, platform, business: account?.name || "?", isNew: isNew && !isFirstDraw })),
    });
    drawChips();
    stayAtEnd();
    isFirstDraw = false;
  }

  // A picture that arrives late, a keyboard or a taller composer must not push the newest message out of sight.
  function stayAtEnd() {
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  }

  function drawChips() {
    const isFresh = items.length === 0;
    if (!isFresh === !chips.childElementCount) return;
    fill(chips, isFresh ? t("chips").split("|").map((text) =>
      h("button", { type: "button", class: "chip", onclick: () => say({ text }) }, text)) : null);
  }

  function showTyping(seconds) {
    clearTimeout(typingTimer);
    typing.hidden = seconds === 0;
    typing.firstChild.textContent = seconds ? t("typing") : "";
    chatHead.querySelector(".chat-sub")?.classList.toggle("is-typing", seconds > 0);
    const sub = chatHead.querySelector(".chat-sub");
    if (sub) sub.textContent = seconds ? t("typing") : t("businessAccount");
    if (seconds) {
      typingTimer = setTimeout(() => showTyping(0), seconds * 1000);
      log.scrollTop = log.scrollHeight;
    }
  }

  function onThread(event) {
    if (event.customer !== customerId) return;
    const before = items.filter((item) => item.direction === "to_customer").length;
    load().then(() => {
      const incoming = items.filter((item) => item.direction === "to_customer");
      if (incoming.length > before) {
        showTyping(0);
        announce(`${account?.name || ""}: ${incoming.at(-1).text}`);
      }
    });
  }

  function ownerMenu(event) {
    const change = (body) => api.patch(`customers/${customerId}/`, body);
    openMenu(event.currentTarget, h("div", { role: "group", "aria-label": t("more") },
      platform.hasWindow ? h("button", { type: "button", onclick: () => change({ window: owner.window_open ? "closed" : "open" }) }, icon("key", 18), t(owner.window_open ? "closeWindow" : "openWindow")) : null,
      platform.canHidePhone ? h("button", { type: "button", onclick: () => change({ hide_phone: !owner.hide_phone, username: owner.username || `guest_${owner.address.slice(-4)}` }) }, icon("person", 18), t(owner.hide_phone ? "showPhone" : "doHidePhone")) : null,
      h("button", { type: "button", class: "danger", onclick: () => api.remove(`customers/${customerId}/`) }, icon("trash", 18), t("deletePhone"))));
  }

  function refreshOwner(customer, business) {
    if (!customer || (owner && JSON.stringify([{ ...customer, last: 0 }, business]) === JSON.stringify([{ ...owner, last: 0 }, account]))) return;
    [owner, account] = [customer, business];
    element.setAttribute("aria-label", t("phoneOf", { name: owner.name }));
    log.setAttribute("aria-label", t("thread", { name: account?.name || "" }));
    fill(top,
      h("button", { type: "button", class: "icon-button back", "aria-label": t("back"), onclick: putAway }, icon("back")),
      h("span", { class: "faced" }, avatar(owner.name, owner.color, 34), badge(platform)),
      h("div", { class: "owner-words" }, h("strong", {}, owner.name), h("span", {}, [platform.name, platform.personLine(owner)].filter(Boolean).join(" · "))),
      h("button", { type: "button", class: "icon-button small", "aria-label": `${t("more")}: ${owner.name}`, "aria-expanded": "false", onclick: ownerMenu }, icon("more", 18)),
      h("button", { type: "button", class: "icon-button small away", "aria-label": `${t("putAway")}: ${owner.name}`, onclick: putAway }, icon("close", 18)));
    fill(chatHead, avatar(account?.name || "?", BUSINESS_COLOR, 38),
      h("div", { class: "chat-words" }, h("strong", {}, account?.name || ""), h("span", { class: "chat-sub" }, t("businessAccount"))),
      h("span", { class: "head-icons", "aria-hidden": "true" }, platform.headIcons.map((name) => icon(name, 20))));
    notice.textContent = !platform.hasWindow || owner.window_open || !customer.last ? "" : t("windowClosed");
  }

  log.addEventListener("scroll", () => { isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 90; }, { passive: true });
  log.addEventListener("load", stayAtEnd, true);
  log.addEventListener("loadedmetadata", stayAtEnd, true);
  const resized = new ResizeObserver(stayAtEnd);
  resized.observe(log);
  const tick = () => { time.textContent = clock(new Date().toISOString()); };
  const ticking = setInterval(tick, 10_000);
  tick();
  const stops = [
    on("thread", onThread),
    on("refetch", load),
    on("typing", (event) => event.customer === customerId && showTyping(event.seconds)),
  ];
  document.addEventListener("visibilitychange", look);
  load();

  return {
    element,
    refreshOwner,
    leave() {
      stops.forEach((stop) => stop());
      resized.disconnect();
      clearInterval(ticking);
      clearTimeout(typingTimer);
      document.removeEventListener("visibilitychange", look);
    },
  };
}
