// One message of a thread: text, media, choices to tap, reactions and a menu of what a person can do with it.

import { h, openDialog, openMenu } from "./dom.js";
import { avatar, icon, ticks } from "./icons.js";
import { clock, size, t } from "./i18n.js";
import { voicePlayer } from "./voice.js";

const BUSINESS_COLOR = "#8a2f52";

export function bubble(item, { say, input, platform, business, isNew }) {
  const isMine = item.direction === "from_customer";
  const classes = ["message", isMine ? "mine" : "theirs", `kind-${item.kind}`, item.isFirst ? "first" : "", item.isLast ? "last" : "", isNew ? "fresh" : ""];
  const isBare = item.kind === "sticker" && item.media?.url && !item.deleted;
  return h("div", { class: classes.join(" ") },
    isOnlyCards(item) ? null : h("div", { class: "row" }, platform.avatars && !isMine ? h("span", { class: "bubble-face" }, item.isLast ? avatar(business, BUSINESS_COLOR, 26) : null) : null,
      h("div", { class: isBare ? "bubble bare" : "bubble" }, quote(item), story(item), header(item), content(item),
        item.footer ? h("p", { class: "bubble-footer" }, item.footer) : null, meta(item, isMine, platform), panelButtons(item, say, platform)),
      item.deleted ? null : actionsButton(item, { say, input, platform, isMine })),
    carousel(item, say, platform), choices(item, say, platform), reactions(item, say), quickReplies(item, say, platform), statusWords(item, isMine, platform));
}

/** A carousel without words is its cards; an empty bubble above them would only hold the time. */
const isOnlyCards = (item) => Boolean(item.cards && !item.text && !item.deleted);

function quote(item) {
  if (!item.reply_to) return null;
  const { text, kind, direction } = item.reply_to;
  return h("blockquote", { class: "quote" }, h("strong", {}, direction === "from_customer" ? t("you") : t("businessAccount")),
    h("span", {}, text || (kind ? t(`k_${kind}`) : "…")));
}

function header(item) {
  if (!item.header) return null;
  if (item.header.text) return h("p", { class: "bubble-header" }, item.header.text);
  return media({ kind: item.header.kind, media: item.header.media, text: "" });
}

function content(item) {
  if (item.deleted) return h("p", { class: "gone" }, t("deleted"));
  const attached = item.gallery ? item.gallery.map((file) => media({ kind: item.kind, media: file })) : media(item) || place(item) || cards(item);
  const hasText = item.text && !["location", "contacts"].includes(item.kind);
  if (!attached && !hasText && (item.story || item.cards)) return null;
  if (!attached && !hasText) return h("p", { class: "gone" }, item.kind === "unsupported" ? t("k_unsupported") : t("cannotShow"));
  return [attached, hasText ? h("p", { class: "words" }, linked(item.text)) : null];
}

/** Make web addresses clickable; everything else stays text. */
function linked(text) {
  return text.split(/(https?:\/\/[^\s]+)/).map((part, index) =>
    index % 2 ? h("a", { href: part, target: "_blank", rel: "noreferrer noopener" }, part) : part);
}

const FILES = ["image", "sticker", "video", "audio", "document"];

/** What a file is drawn as: a mail is a text with files of any kind. */
function formOf(kind, file) {
  const family = (file.mime || "").split("/")[0];
  return FILES.includes(kind) ? kind : FILES.includes(family) ? family : "document";
}

function media({ kind: said, media: file }) {
  if (!file) return null;
  const kind = formOf(said, file);
  if (!file.url) {
    const name = file.name || file.link || t("cannotShow");
    return h("a", { class: "file", href: file.link || null, target: "_blank", rel: "noreferrer noopener" }, icon("link"), h("span", {}, name));
  }
  if (kind === "image" || kind === "sticker") {
    return h("a", { class: `picture ${kind}`, href: file.url, target: "_blank" }, h("img", { src: file.url, alt: t(`k_${kind}`), loading: "lazy", decoding: "async" }));
  }
  if (kind === "video") return h("video", { class: "picture", src: file.url, controls: true, preload: "metadata", "aria-label": t("k_video") });
  if (kind === "audio") return voicePlayer(file);
  return h("a", { class: "file", href: file.url, target: "_blank", download: file.name },
    h("span", { class: "file-icon" }, icon("document", 22)), h("span", { class: "file-words" }, h("strong", {}, file.name), h("small", {}, `${(file.name.split(".").pop() || "").toUpperCase()} · ${size(file.size)}`)));
}

function place(item) {
  if (!item.location) return null;
  const { latitude, longitude, name, address } = item.location;
  const title = name || `${Number(latitude).toFixed(4)}, ${Number(longitude).toFixed(4)}`;
  return h("div", { class: "place" }, h("div", { class: "map", role: "img", "aria-label": t("mapOf", { name: title }) }, h("span", { class: "map-pin" }, icon("pin", 30))),
    h("p", {}, h("strong", {}, title), address ? h("small", {}, address) : null));
}

function cards(item) {
  if (!item.contacts) return null;
  return item.contacts.map((card) => h("div", { class: "card" }, h("span", { class: "file-icon" }, icon("person", 22)),
    h("span", { class: "file-words" }, h("strong", {}, card.name.formatted_name), h("small", {}, card.phones?.[0]?.phone || ""))));
}

function meta(item, isMine, platform) {
  return h("p", { class: "meta" }, item.edited ? `${t("edited")} · ` : "",
    item.status === "failed" && !isMine ? h("span", { class: "failed", title: item.error || "" }, `${t("failed")} · `) : null,
    h("time", { datetime: item.at }, clock(item.at)), isMine && !item.deleted && platform.statusAs === "ticks" ? ticks(item.status, t(`s_${item.status}`)) : null);
}

function statusWords(item, isMine, platform) {
  if (platform.statusAs !== "words" || !isMine || !item.isLastMine || item.deleted) return null;
  return h("p", { class: "status-words" }, t(`w_${item.status}`));
}

function choices(item, say, platform) {
  if (item.link) return h("div", { class: "choices" }, h("a", { class: "choice", href: item.link.url, target: "_blank", rel: "noreferrer noopener" }, icon("link", 17), item.link.title));
  if (item.list) return h("div", { class: "choices" }, h("button", { type: "button", class: "choice", onclick: () => openList(item, say, platform) }, icon("list", 17), item.list.button));
  const asked = item.direction === "to_customer" ? platform.asks(item) : [];
  if (asked.length) return h("div", { class: "choices" }, asked.map(([word, body]) => h("button", { type: "button", class: "choice", onclick: () => say(body) }, t(word))));
  if (!item.buttons?.length || item.isPanel) return null;
  return h("div", { class: "choices" }, item.buttons.map((button) => tappable(button, item, say, platform)));
}

/** Buttons that belong to the bubble itself, as on Messenger and Instagram. */
function panelButtons(item, say, platform) {
  if (!item.isPanel || !item.buttons?.length) return null;
  return h("div", { class: "panel-buttons" }, item.buttons.map((button) => tappable(button, item, say, platform)));
}

function tappable(button, item, say, platform) {
  if (button.url) return h("a", { class: "choice", href: button.url, target: "_blank", rel: "noreferrer noopener" }, icon("link", 16), button.title);
  return h("button", { type: "button", class: "choice", onclick: () => say(platform.tap(button, item)) }, icon("reply", 16), button.title);
}

function quickReplies(item, say, platform) {
  if (!item.quick_replies?.length || !item.isNewest) return null;
  return h("div", { class: "quick-replies" }, item.quick_replies.map((reply) =>
    h("button", { type: "button", class: "chip", onclick: () => say(platform.quick(reply, item)) }, reply.title)));
}

function carousel(item, say, platform) {
  if (!item.cards) return null;
  return h("ul", { class: "carousel" }, item.cards.map((card) => h("li", { class: "carousel-card" },
    card.image ? h("img", { src: card.image, alt: "", loading: "lazy" }) : null,
    h("strong", {}, card.title), card.subtitle ? h("span", {}, card.subtitle) : null,
    (card.buttons || []).map((button) => tappable(button, item, say, platform)))));
}

function story(item) {
  if (!item.story) return null;
  const label = t(item.story.kind === "mention" ? "storyMention" : "storyReply");
  return h("div", { class: "story" }, h("small", {}, label),
    item.story.url ? h("img", { src: item.story.url, alt: label, loading: "lazy" }) : h("p", { class: "gone" }, t("storyGone")));
}

function openList(item, say, platform) {
  const dialog = openDialog(item.list.button, item.list.sections.map((section) => h("section", { class: "list-section" },
    section.title ? h("h3", {}, section.title) : null,
    section.rows.map((row) => h("button", { type: "button", class: "list-row", onclick: () => { dialog.close(); say(platform.pick(row, item)); } },
      h("strong", {}, row.title), row.description ? h("span", {}, row.description) : null)))), { closeLabel: t("close") });
}

function reactions(item, say) {
  if (!item.reactions.length) return null;
  return h("div", { class: "reactions" }, item.reactions.map(({ by, emoji }) => (by === "customer"
    ? h("button", { type: "button", class: "reaction", title: t("unreact"), "aria-label": `${emoji} ${t("unreact")}`, onclick: () => say({ reaction: { message: item.id, emoji: "" } }) }, emoji)
    : h("span", { class: "reaction" }, emoji))));
}

function actionsButton(item, { say, input, platform, isMine }) {
  const canReact = !isMine && platform.emoji.length > 0;
  const canEdit = isMine && item.kind === "text" && platform.canEdit;
  const canRevoke = isMine && platform.canRevoke;
  if (!canReact && !platform.canReply && !canEdit && !canRevoke) return null;
  const open = (event) => {
    const menu = h("div", { role: "group", "aria-label": t("messageActions") },
      canReact ? h("div", { class: "emoji-row" }, platform.emoji.map((emoji) => h("button", { type: "button", "aria-label": t("react", { emoji }), onclick: () => say({ reaction: { message: item.id, emoji } }) }, emoji))) : null,
      platform.canReply ? h("button", { type: "button", onclick: () => input.replyTo(item) }, icon("reply", 18), t("reply")) : null,
      canEdit ? h("button", { type: "button", onclick: () => input.edit(item) }, icon("pencil", 18), t("edit")) : null,
      canRevoke ? h("button", { type: "button", class: "danger", onclick: () => say({ revoke: { message: item.id } }) }, icon("trash", 18), t("revoke")) : null);
    openMenu(event.currentTarget, menu);
  };
  return h("button", { type: "button", class: "bubble-more", "aria-label": t("messageActions"), "aria-expanded": "false", onclick: open }, icon("more", 17));
}
