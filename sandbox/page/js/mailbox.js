// Mail that Parlor has sent: a list and a reading pane.

import { api } from "./api.js";
import { announce, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { shortTime, t } from "./i18n.js";
import { on } from "./state.js";

export function mailTab(view) {
  let mails = [];
  let chosen = null;
  let mode = "html";
  const list = h("ul", { class: "rows", "aria-label": t("mails") });
  const empty = h("div", { class: "empty small" });
  const clear = h("button", { type: "button", class: "quiet-button", onclick: () => api.remove("mail/") }, icon("trash", 16), t("clearMail"));
  const detail = h("section", { class: "detail", "aria-label": t("mail") });
  fill(view, h("section", { class: "side" }, empty, list, h("div", { class: "side-foot" }, clear)), detail);

  function draw() {
    fill(list, mails.map((mail) => h("li", {}, h("button", { type: "button", class: "mail-row", "aria-pressed": mail.id === chosen ? "true" : "false", onclick: () => { chosen = mail.id; draw(); } },
      h("span", { class: "mail-top" }, h("strong", {}, mail.subject || t("noSubject")), h("time", { datetime: mail.at }, shortTime(mail.at))),
      h("span", {}, `${t("to")} ${mail.to.join(", ")}`)))));
    fill(empty, mails.length ? null : [h("h2", {}, t("noMail")), h("p", {}, t("noMailText"))]);
    clear.hidden = mails.length === 0;
    const mail = mails.find((entry) => entry.id === chosen);
    view.classList.toggle("has-detail", Boolean(mail));
    fill(detail, mail ? reader(mail) : h("p", { class: "pick muted" }, mails.length ? t("pickMail") : ""));
  }

  function reader(mail) {
    const shown = mail.html && mode === "html" ? "html" : "text";
    return [
      h("header", { class: "detail-head" },
        h("button", { type: "button", class: "icon-button back", "aria-label": t("back"), onclick: () => { chosen = null; draw(); } }, icon("back")),
        h("div", {}, h("h2", {}, mail.subject || t("noSubject")), h("p", { class: "muted" }, `${t("from")} ${mail.headers.From || mail.from} · ${t("to")} ${mail.to.join(", ")}`)),
        h("div", { class: "detail-side" }, codeButton(mail), mail.html ? h("div", { class: "segments" }, ["html", "text"].map((name) =>
          h("button", { type: "button", "aria-pressed": name === shown ? "true" : "false", onclick: () => { mode = name; draw(); } }, t(name === "html" ? "asHtml" : "asText")))) : null)),
      shown === "html"
        ? h("iframe", { class: "mail-frame", src: `/control/mail/${mail.id}/html/`, sandbox: "allow-popups allow-popups-to-escape-sandbox", title: t("mailBody", { subject: mail.subject }) })
        : h("pre", { class: "mail-text", tabindex: "0", "aria-label": t("mailBody", { subject: mail.subject }) }, linked(mail.text)),
      h("details", { class: "mail-headers" }, h("summary", {}, t("headers")),
        h("dl", { class: "headers" }, Object.entries(mail.headers).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]))),
    ];
  }

  const load = async () => {
    mails = await api.get("mail/");
    if (chosen === null && mails.length && matchMedia("(min-width: 800px)").matches) chosen = mails[0].id;
    draw();
  };
  const stops = [on("mail", load), on("refetch", load)];
  load();
  return () => stops.forEach((stop) => stop());
}

function linked(text) {
  return text.split(/(https?:\/\/[^\s]+)/).map((part, index) =>
    index % 2 ? h("a", { href: part, target: "_blank", rel: "noreferrer noopener" }, part) : part);
}

/** A one-time code found in the mail, ready to copy. */
function codeButton(mail) {
  const code = (mail.text || mail.subject).match(/(?<![\w-])([A-Z0-9]{3}-?[A-Z0-9]{3}|\d{4,8})(?![\w-])/)?.[1];
  if (!code || !/\d/.test(code)) return null;
  return h("button", { type: "button", class: "small-button", onclick: async () => {
    await navigator.clipboard.writeText(code);
    announce(t("copied"));
  } }, icon("copy", 16), t("code", { code }));
}
