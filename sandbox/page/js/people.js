// Dialogs that make customers and business numbers.

import { api } from "./api.js";
import { announce, fill, h, openDialog } from "./dom.js";
import { avatar, badge, icon } from "./icons.js";
import { language, t } from "./i18n.js";
import { platformOf, platforms } from "./platforms/index.js";
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

/** One more input of a dialog, as a platform describes it. */
function described({ name, label, placeholder, hint, type = "text", options }) {
  if (type === "checkbox") return h("label", { class: "check" }, h("input", { type, name }), t(label));
  const input = options
    ? h("select", { name }, options.map(([value, word]) => h("option", { value }, t(word))))
    : h("input", { name, maxlength: 200, inputmode: type === "tel" ? "tel" : null, placeholder, autocomplete: "off" });
  return field(options ? t(label) : `${t(label)} (${t("optional")})`, input, hint ? t(hint) : null);
}

/** What was filled in, without empty values; a ticked box is true. */
function filledIn(data, fields) {
  const found = fields.map(({ name, type }) => [name, type === "checkbox" ? data.get(name) === "on" : (data.get(name) || "").trim()]);
  return Object.fromEntries(found.filter(([, value]) => value));
}

export function newPersonDialog(account = state.accounts[0]) {
  const keyOf = (entry) => `${entry.platform} ${entry.account}`;
  const chosen = () => state.accounts.find((entry) => keyOf(entry) === number.value) || account;
  const writable = state.accounts.filter((entry) => !platformOf(entry).chatUrl);
  const name = h("input", { name: "name", required: true, maxlength: 80, value: freeName(), autocomplete: "off" });
  const number = h("select", { name: "account", onchange: drawOwn }, writable.map((entry) =>
    h("option", { value: keyOf(entry), selected: entry === account }, [platformOf(entry).name, entry.name, entry.tenant || t("noTenant")].join(" · "))));
  const face = h("span", { class: "face" });
  const own = h("div", { class: "form own-fields" });
  const colors = h("div", { class: "colors", role: "radiogroup", "aria-label": t("color") }, COLORS.map((color, index) => {
    const dot = h("input", { type: "radio", name: "color", value: color, checked: index === 0, "aria-label": `${t("color")} ${index + 1}`, onchange: drawFace });
    dot.style.setProperty("--dot", color);
    return dot;
  }));
  const error = h("p", { class: "form-error", role: "alert" });
  const form = h("form", { class: "form" },
    h("div", { class: "name-row" }, face, field(t("name"), name),
      h("button", { type: "button", class: "quiet-button", onclick: () => { name.value = freeName(); drawFace(); } }, t("randomName"))),
    colors, field(t("number"), number), own,
    error, h("div", { class: "form-foot" }, h("button", { class: "button" }, t("create"))));
  function drawFace() {
    face.replaceChildren(avatar(name.value || "?", form.elements.color.value, 56));
  }
  function drawOwn() {
    fill(own, platformOf(chosen()).personFields.map(described));
  }
  name.addEventListener("input", drawFace);
  const dialog = openDialog(t("newPerson"), form, { closeLabel: t("close") });
  drawFace();
  drawOwn();
  name.select();
  submitting(form, error, async (data) => {
    const { platform, account: id } = chosen();
    const body = { platform, account: id, name: data.get("name"), color: data.get("color"), ...filledIn(data, platformOf(chosen()).personFields) };
    if (body.hide_phone) body.username = `guest_${Math.floor(Math.random() * 9000 + 1000)}`;
    const customer = await api.post("customers/", body);
    await loadPeople();
    dialog.close();
    openPhone(customer.id);
    document.querySelector(`#phone-${customer.id} textarea`)?.focus();
  });
}

export function newNumberDialog() {
  const offered = platforms().filter((platform) => !platform.isMadeByProduct);
  const own = h("div", { class: "form own-fields" });
  const tiles = h("fieldset", { class: "platform-tiles" }, h("legend", {}, t("platform")), offered.map((platform, index) =>
    h("label", { class: "platform-tile" }, h("input", { type: "radio", name: "platform", value: platform.id, checked: index === 0, onchange: drawOwn }), badge(platform), h("span", {}, platform.name))));
  const error = h("p", { class: "form-error", role: "alert" });
  const form = h("form", { class: "form" }, tiles,
    field(t("accountName"), h("input", { name: "name", required: true, maxlength: 80, autocomplete: "off", placeholder: "Lumière" })),
    field(`${t("tenant")} (${t("optional")})`, h("input", { name: "tenant", maxlength: 60, autocomplete: "off", placeholder: "lumiere" })), own,
    error, h("div", { class: "form-foot" }, h("button", { class: "button" }, t("create"))));
  const chosen = () => platformOf({ platform: form.elements.platform.value });
  function drawOwn() {
    fill(own, chosen().accountFields.map(described));
  }
  const dialog = openDialog(t("newNumber"), form, { closeLabel: t("close") });
  drawOwn();
  submitting(form, error, async (data) => {
    const account = await api.post("accounts/", { platform: chosen().id, name: data.get("name"), tenant: data.get("tenant"), ...filledIn(data, chosen().accountFields) });
    await loadPeople();
    dialog.close();
    showConnection(account);
  });
}

export function showConnection(account) {
  const platform = platformOf(account);
  openDialog(account.name, [h("p", { class: "muted" }, t("connectText", { platform: platform.name })),
    h("dl", { class: "values" }, platform.connection(account).map(([word, value]) => [h("dt", {}, t(word)),
      h("dd", {}, h("code", {}, value), copyButton(t(word), value))]))], { closeLabel: t("close") });
}

export function copyButton(label, value) {
  return h("button", { type: "button", class: "icon-button small", "aria-label": `${t("copy")}: ${label}`, title: t("copy"), onclick: async () => {
    await navigator.clipboard.writeText(value);
    announce(t("copied"));
  } }, icon("copy", 17));
}
