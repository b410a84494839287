// Dialogs that make customers and business numbers.

import { api } from "./api.js";
import { announce, h, openDialog } from "./dom.js";
import { avatar, icon } from "./icons.js";
import { language, t } from "./i18n.js";
import { loadPeople, openPhone, state } from "./state.js";

const COLORS = ["#c2416b", "#7c4dbd", "#2f6fd0", "#0f8276", "#4d7c0f", "#b45309", "#be3a2b", "#475569"];
const NAMES = {
  uk: ["Дана Коваль", "Олена Мельник", "Софія Бойко", "Марко Ткач", "Ірина Левченко", "Тарас Гнатюк", "Юлія Савчук", "Роман Кравець"],
  en: ["Dana Reed", "Maya Brooks", "Leo Carter", "Nina Patel", "Tom Hughes", "Ella Murray", "Sam Okafor", "Ruth Bell"],
};

function field(label, input, hint) {
  const id = `f-${Math.random().toString(36).slice(2)}`;
  input.id = id;
  return h("div", { class: "field" }, h("label", { for: id }, label), input, hint ? h("p", { class: "hint" }, hint) : null);
}

function submitting(form, error, work) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.textContent = "";
    try {
      await work(new FormData(form));
    } catch (refusal) {
      error.textContent = refusal.message;
    }
  });
}

function freeName() {
  const taken = new Set(state.customers.map((customer) => customer.name));
  const free = NAMES[language()].filter((name) => !taken.has(name));
  const list = free.length ? free : NAMES[language()];
  return list[Math.floor(Math.random() * list.length)];
}

export function newPersonDialog(account) {
  const name = h("input", { name: "name", required: true, maxlength: 80, value: freeName(), autocomplete: "off" });
  const number = h("select", { name: "account" }, state.accounts.map((entry) =>
    h("option", { value: entry.account, selected: entry.account === account }, `${entry.name} · ${entry.tenant || t("noTenant")}`)));
  const face = h("span", { class: "face" });
  const colors = h("div", { class: "colors", role: "radiogroup", "aria-label": t("color") }, COLORS.map((color, index) => {
    const dot = h("input", { type: "radio", name: "color", value: color, checked: index === 0, "aria-label": `${t("color")} ${index + 1}`, onchange: drawFace });
    dot.style.setProperty("--dot", color);
    return dot;
  }));
  const error = h("p", { class: "form-error", role: "alert" });
  const form = h("form", { class: "form" },
    h("div", { class: "name-row" }, face, field(t("name"), name),
      h("button", { type: "button", class: "quiet-button", onclick: () => { name.value = freeName(); drawFace(); } }, t("randomName"))),
    colors, field(t("number"), number),
    field(`${t("phone")} (${t("optional")})`, h("input", { name: "address", inputmode: "tel", placeholder: "380671234567", autocomplete: "off" }), t("phoneHint")),
    h("label", { class: "check" }, h("input", { type: "checkbox", name: "hide" }), t("hidePhone")),
    error, h("div", { class: "form-foot" }, h("button", { class: "button" }, t("create"))));
  function drawFace() {
    face.replaceChildren(avatar(name.value || "?", form.elements.color.value, 56));
  }
  name.addEventListener("input", drawFace);
  const dialog = openDialog(t("newPerson"), form, { closeLabel: t("close") });
  drawFace();
  name.select();
  submitting(form, error, async (data) => {
    const body = { platform: "whatsapp", account: data.get("account"), name: data.get("name"), color: data.get("color") };
    if (data.get("address").trim()) body.address = data.get("address").replace(/[^\d]/g, "");
    if (data.get("hide")) Object.assign(body, { hide_phone: true, username: `guest_${Math.floor(Math.random() * 9000 + 1000)}` });
    const customer = await api.post("customers/", body);
    await loadPeople();
    dialog.close();
    openPhone(customer.id);
    document.querySelector(`#phone-${customer.id} textarea`)?.focus();
  });
}

export function newNumberDialog() {
  const error = h("p", { class: "form-error", role: "alert" });
  const form = h("form", { class: "form" },
    field(t("accountName"), h("input", { name: "name", required: true, maxlength: 80, autocomplete: "off", placeholder: "Lumière" })),
    field(`${t("tenant")} (${t("optional")})`, h("input", { name: "tenant", maxlength: 60, autocomplete: "off", placeholder: "lumiere" })),
    error, h("div", { class: "form-foot" }, h("button", { class: "button" }, t("create"))));
  const dialog = openDialog(t("newNumber"), form, { closeLabel: t("close") });
  submitting(form, error, async (data) => {
    const account = await api.post("accounts/", { platform: "whatsapp", name: data.get("name"), tenant: data.get("tenant") });
    await loadPeople();
    dialog.close();
    showConnection(account);
  });
}

export function showConnection(account) {
  const rows = [[t("phoneNumberId"), account.account], [t("wabaId"), account.waba], [t("token"), account.token], [t("displayPhone"), `+${account.phone}`]];
  openDialog(account.name, [h("p", { class: "muted" }, t("connectText")),
    h("dl", { class: "values" }, rows.map(([label, value]) => [h("dt", {}, label),
      h("dd", {}, h("code", {}, value), copyButton(label, value))]))], { closeLabel: t("close") });
}

export function copyButton(label, value) {
  return h("button", { type: "button", class: "icon-button small", "aria-label": `${t("copy")}: ${label}`, title: t("copy"), onclick: async () => {
    await navigator.clipboard.writeText(value);
    announce(t("copied"));
  } }, icon("copy", 17));
}
