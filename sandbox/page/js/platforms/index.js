// The platforms a phone can be on. A platform is a plain object in a file of its own, listed in PLATFORMS:
//
//   id, name            "whatsapp", and the brand's name as people write it
//   mark                a glyph on a 24-pixel grid (SVG path, filled) for the small badge; its colour is --brand
//   accountLine(a)      what stands under the name of a business account
//   personLine(c)       what stands under the name of a customer
//   headIcons           icons at the right of the chat's head, for the look only
//   avatars             true: the business's picture stands beside its bubbles
//   statusAs            "ticks" or "words": how the customer's own message shows what became of it
//   samples             what the + menu sends: [icon, word, body of say]; a body may be a function (phone) => body
//   fileBody(kind, id)  body of say for a file of one's own, or null when the platform takes no files
//   emoji               what a customer can react with; [] when the platform has no reactions
//   canReply, canEdit, canRevoke, hasWindow, canHidePhone
//   tap(button, item), pick(row, item), quick(reply, item)   bodies of say for what the business offers
//   asks(item)          what the business asks for with a button of its own: [[word, body of say]]
//   connection(a)       [[word, value]]: what a person types into Parlor to connect this account
//   accountFields, personFields   more inputs of the dialogs: {name, label, placeholder?, hint?, type?, options?}
//   chatUrl(a)          instead of a phone: the page where customers of this account write (hosted chat)
//   words               {en: {…}, uk: {…}}: words of its own, found by t()
//
// css/platforms/<id>.css gives the look under [data-platform="<id>"].

import { learn } from "../i18n.js";
import { email } from "./email.js";
import { instagram } from "./instagram.js";
import { messenger } from "./messenger.js";
import { telegram } from "./telegram.js";
import { whatsapp } from "./whatsapp.js";

export const PLATFORMS = [whatsapp, messenger, instagram, telegram, email];

const PLAIN = {
  mark: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", accountLine: () => "", personLine: (customer) => customer.address, headIcons: [], avatars: false,
  statusAs: "ticks", samples: [], fileBody: () => null, emoji: [], canReply: false, canEdit: false, canRevoke: false, hasWindow: false, canHidePhone: false,
  tap: (button, item) => ({ button_reply: { id: button.id, title: button.title, message: item.id } }),
  pick: (row, item) => ({ list_reply: { ...row, message: item.id } }),
  quick: (reply, item) => ({ quick_reply: { ...reply, message: item.id } }),
  asks: () => [], connection: () => [], accountFields: [], personFields: [], chatUrl: null, words: {},
};

const byId = new Map(PLATFORMS.map((platform) => [platform.id, { ...PLAIN, ...platform }]));

for (const platform of byId.values()) {
  learn(platform.words);
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `/page/css/platforms/${platform.id}.css`;
  document.head.append(link);
}

/** The platform of an account or a customer; one the page does not know gets a plain phone. */
export function platformOf(owner) {
  const id = owner?.platform || "whatsapp";
  return byId.get(id) || { ...PLAIN, id, name: id };
}

export const platforms = () => [...byId.values()];
