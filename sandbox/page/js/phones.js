// The desk: people on the left, their phones side by side. On a narrow screen, one at a time.

import { fill, h, reconcile } from "./dom.js";
import { avatar, badge, icon } from "./icons.js";
import { shortTime, t } from "./i18n.js";
import { accountOf, closePhone, customerOf, on, openPhone, state } from "./state.js";
import { showConnection, newNumberDialog, newPersonDialog } from "./people.js";
import { mountPhone } from "./phone.js";
import { platformOf } from "./platforms/index.js";

export function phonesTab(view) {
  const people = h("aside", { class: "people", "aria-label": t("people") });
  const desk = h("section", { class: "desk", "aria-label": t("phones") });
  const mounted = new Map();
  fill(view, people, desk);

  const draw = () => {
    view.classList.toggle("has-phone", state.open.length > 0);
    drawPeople(people);
    drawDesk(desk, mounted);
  };
  const stops = [on("people", draw), on("open", draw)];
  draw();
  return () => {
    stops.forEach((stop) => stop());
    mounted.forEach((phone) => phone.leave());
  };
}

function drawPeople(people) {
  if (!state.isLoaded) return;
  const scroll = people.querySelector(".groups")?.scrollTop || 0;
  const focused = document.activeElement?.dataset?.person;
  fill(people,
    h("div", { class: "people-head" }, h("h2", {}, t("people")),
      h("button", { type: "button", class: "small-button", disabled: !state.accounts.length, onclick: () => newPersonDialog() }, icon("plus", 16), t("newPerson"))),
    h("div", { class: "groups" }, groups().map(([tenant, accounts]) => tenantGroup(tenant, accounts)),
      state.accounts.length ? h("button", { type: "button", class: "quiet-button", onclick: newNumberDialog }, icon("plus", 16), t("newNumber")) : null));
  people.querySelector(".groups").scrollTop = scroll;
  if (focused) people.querySelector(`[data-person="${focused}"]`)?.focus();
}

function groups() {
  const found = new Map();
  for (const account of state.accounts) {
    if (!found.has(account.tenant)) found.set(account.tenant, []);
    found.get(account.tenant).push(account);
  }
  return [...found].sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : a.localeCompare(b)));
}

function tenantGroup(tenant, accounts) {
  return h("section", { class: "tenant" }, h("h3", {}, tenant || t("noTenant")), accounts.map(accountGroup));
}

function accountGroup(account) {
  const people = state.customers
    .filter((customer) => customer.account === account.account && customer.platform === account.platform)
    .sort((a, b) => (b.last?.at || b.created_at).localeCompare(a.last?.at || a.created_at));
  const platform = platformOf(account);
  const line = [platform.name, platform.accountLine(account)].filter(Boolean).join(" · ");
  return h("div", { class: "account" },
    h("div", { class: "account-head" }, badge(platform),
      h("div", { class: "account-name" }, h("strong", {}, account.name), h("span", {}, line)),
      h("button", { type: "button", class: "icon-button small", "aria-label": `${t("connect")}: ${account.name}`, title: t("connect"), onclick: () => showConnection(account) }, icon("key", 17)),
      h("button", { type: "button", class: "icon-button small", "aria-label": `${t("newPerson")}: ${account.name}`, title: t("newPerson"), onclick: () => newPersonDialog(account) }, icon("plus", 17))),
    platform.chatUrl ? h("a", { class: "quiet-button", href: platform.chatUrl(account), target: "_blank", rel: "noreferrer" }, icon("chat", 17), t("openChat")) : people.length ? h("ul", { class: "person-list" }, people.map(personRow))
      : h("p", { class: "muted" }, t("noPeople")));
}

function personRow(customer) {
  const { last } = customer;
  const isOpen = state.open.includes(customer.id);
  const preview = last ? last.text || t(last.deleted ? "deleted" : `k_${last.kind}`) : platformOf(customer).personLine(customer);
  return h("li", {}, h("button", { type: "button", class: "person", "data-person": customer.id, "aria-pressed": isOpen ? "true" : "false",
    onclick: () => { openPhone(customer.id); focusPhone(customer.id); } },
    avatar(customer.name, customer.color, 40),
    h("span", { class: "person-words" }, h("strong", {}, customer.name),
      h("span", { class: "preview" }, last?.direction === "from_customer" ? `${t("you")}: ${preview}` : preview)),
    h("span", { class: "person-side" }, last ? h("time", { datetime: last.at }, shortTime(last.at)) : null,
      last?.unseen && !isOpen ? h("span", { class: "badge", "aria-label": t("unread", { n: last.unseen }) }, String(Math.min(last.unseen, 99))) : null)));
}

function focusPhone(id) {
  const phone = document.getElementById(`phone-${id}`);
  phone?.scrollIntoView({ inline: "nearest", block: "nearest" });
  if (matchMedia("(hover: hover)").matches) phone?.querySelector("textarea")?.focus({ preventScroll: true });
}

function drawDesk(desk, mounted) {
  if (!state.isLoaded) return;
  for (const [id, phone] of mounted) {
    if (state.open.includes(id)) continue;
    phone.leave();
    mounted.delete(id);
  }
  const items = state.open.length ? state.open : [emptyKind()];
  reconcile(desk, items, {
    key: (id) => id,
    signature: (id) => id,
    build: (id) => {
      if (id.startsWith("empty")) return emptyDesk(id);
      const phone = mountPhone(id, () => closePhone(id));
      mounted.set(id, phone);
      return phone.element;
    },
  });
  mounted.forEach((phone, id) => phone.refreshOwner(customerOf(id), accountOf(customerOf(id))));
}

const emptyKind = () => (!state.accounts.length ? "empty-accounts" : state.customers.length ? "empty-pick" : "empty-people");

function emptyDesk(kind) {
  const hasAccounts = kind !== "empty-accounts";
  return h("div", { class: "empty" }, h("div", { class: "empty-art", "aria-hidden": "true" }, h("i", {}), h("i", {}), h("i", {})),
    h("h2", {}, t(hasAccounts ? "pickTitle" : "emptyTitle")), h("p", {}, t(hasAccounts ? "pickText" : "emptyText")),
    h("button", { type: "button", class: "button", onclick: () => (hasAccounts ? newPersonDialog() : newNumberDialog()) },
      t(hasAccounts ? (kind === "empty-people" ? "firstPerson" : "newPerson") : "newNumber")));
}
