// Where a customer writes: text, attachments, replies and edits.

import { h, fill, openMenu } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

export function composer({ say, upload, platform, look }) {
  let mode = null;
  const takesFiles = platform.fileBody("image", "1") !== null;
  const hasVoice = platform.samples.some(([picture]) => picture === "mic");
  const area = h("textarea", { rows: 1, "aria-label": t("message"), placeholder: t("message"), autocomplete: "off" });
  const context = h("div", { class: "composer-context", hidden: true });
  const send = h("button", { type: "submit", class: "send", "aria-label": t(hasVoice ? "voice" : "send") }, icon(hasVoice ? "mic" : "send"));
  const file = h("input", { type: "file", class: "visually-hidden", tabindex: -1, "aria-label": t("ownFile"), onchange: sendFile });
  const attach = h("button", { type: "button", class: "icon-button attach", "aria-label": t("attach"), "aria-expanded": "false", hidden: !takesFiles && !platform.samples.length, onclick: openAttach }, icon("plus", 24));
  const form = h("form", { class: "composer", onsubmit: submit }, context,
    h("div", { class: "composer-row" }, attach, file, h("div", { class: "composer-box" }, area), send));

  function grow() {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 110)}px`;
    const hasText = !hasVoice || area.value.trim() !== "";
    send.replaceChildren(icon(hasText ? "send" : "mic"));
    send.setAttribute("aria-label", t(hasText ? "send" : "voice"));
  }

  async function submit(event) {
    event.preventDefault();
    const text = area.value.trim();
    const was = mode;
    if (!text) {
      if (hasVoice) await say({ audio: true });
      return;
    }
    area.value = "";
    clear();
    const body = was?.kind === "edit" ? { edit: { message: was.id, text } } : { text, ...(was ? { reply_to: was.id } : {}) };
    if (!(await say(body)) && !area.value) {
      area.value = text;
      grow();
    }
  }

  function openAttach() {
    openMenu(attach, h("div", { role: "group", "aria-label": t("attach"), class: "attach-menu" },
      platform.samples.map(([picture, label, body]) => h("button", { type: "button", onclick: () => say(typeof body === "function" ? body(look()) : body) }, h("span", { class: `tile tile-${picture}` }, icon(picture, 22)), t(label))),
      takesFiles ? h("button", { type: "button", onclick: () => file.click() }, h("span", { class: "tile tile-file" }, icon("file", 22)), t("ownFile")) : null));
  }

  async function sendFile() {
    const [chosen] = file.files;
    if (!chosen) return;
    const media = await upload(chosen);
    const kind = ["image", "video", "audio"].find((name) => chosen.type.startsWith(`${name}/`)) || "document";
    await say(platform.fileBody(kind, media.id));
    file.value = "";
  }

  function setMode(kind, item) {
    mode = { kind, id: item.id };
    context.hidden = false;
    fill(context, h("div", { class: "context-words" }, h("strong", {}, t(kind === "edit" ? "editing" : "replyingTo")), h("span", {}, item.text || t(`k_${item.kind}`))),
      h("button", { type: "button", class: "icon-button small", "aria-label": t("cancel"), onclick: clear }, icon("close", 18)));
    if (kind === "edit") area.value = item.text;
    grow();
    setTimeout(() => area.focus());
  }

  function clear() {
    if (mode?.kind === "edit") area.value = "";
    mode = null;
    context.hidden = true;
    grow();
  }

  area.addEventListener("input", grow);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (area.value.trim()) form.requestSubmit();
    }
    if (event.key === "Escape" && mode) clear();
  });
  area.addEventListener("paste", (event) => {
    const [pasted] = event.clipboardData.files;
    if (pasted && takesFiles) upload(pasted).then((media) => say(platform.fileBody(pasted.type.startsWith("image/") ? "image" : "document", media.id)));
  });

  return { element: form, replyTo: (item) => setMode("reply", item), edit: (item) => setMode("edit", item) };
}
