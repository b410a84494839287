// WhatsApp: green, ticks, everything a phone can do.

export const whatsapp = {
  id: "whatsapp",
  name: "WhatsApp",
  mark: "M12 2.5a9.4 9.4 0 0 0-8.1 14.2L2.6 21.4l4.8-1.3A9.4 9.4 0 1 0 12 2.5zm-3.3 4.9c.3 0 .6 0 .8.5l.8 1.9c.1.3 0 .6-.1.8l-.7.8c.8 1.5 1.9 2.5 3.4 3.2l.9-1.1c.2-.3.5-.3.8-.2l1.8.9c.4.2.5.4.5.7 0 1.5-1.2 2.4-2.5 2.4-3.3 0-8-4.2-8-7.6 0-1.3 1-2.3 2.3-2.3z",
  accountLine: (account) => `+${account.phone}`,
  personLine: (customer) => (customer.hide_phone ? `@${customer.username || "guest"}` : `+${customer.address}`),
  headIcons: ["video", "call"],
  samples: [
    ["image", "photo", { image: true }],
    ["mic", "voice", { audio: true }],
    ["document", "document", { document: true }],
    ["video", "video", { video: true }],
    ["pin", "location", { location: { latitude: 49.8419, longitude: 24.0315, name: "Площа Ринок", address: "Львів" } }],
    ["person", "contact", { contacts: { name: "Оксана Бойко", phone: "+380501112233" } }],
    ["sticker", "sticker", { sticker: true }],
    ["poll", "unsupported", { unsupported: "poll" }],
    ["cart", "order", { order: true }],
    ["tag", "waAd", { text: "Доброго дня!", referral: true }],
    ["image", "waOnce", { view_once: true }],
    ["phone", "waNewNumber", { change_number: true }],
    ["store", "waBusiness", { business: "Чекаємо на вас о п’ятій" }],
  ],
  fileBody: (kind, id) => ({ [kind]: { media: id, ...(kind === "audio" ? { voice: false } : {}) } }),
  emoji: ["👍", "❤️", "😂", "😮", "😢", "🙏"],
  canReply: true,
  canEdit: true,
  canRevoke: true,
  hasWindow: true,
  canHidePhone: true,
  tap: (button, item) => (item.kind === "template"
    ? { button: { payload: button.id, text: button.title, message: item.id } }
    : { button_reply: { id: button.id, title: button.title, message: item.id } }),
  asks: (item) => ({
    location_request: [["waSendPlace", { location: true }]],
    request_contact_info: [["waShareNumber", { share_number: true }]],
    flow: [["waFillIn", { flow_reply: { rating: "5", comment: "Дякую!", message: item.id } }]],
  }[item.kind] || []),
  words: {
    en: { order: "Order", waAd: "Write from an ad", waOnce: "Photo to view once", waNewNumber: "A new number", waBusiness: "The business writes in its app", waSendPlace: "Send the place", waShareNumber: "Share the number", waFillIn: "Fill in the form" },
    uk: { order: "Замовлення", waAd: "Написати з реклами", waOnce: "Фото на один раз", waNewNumber: "Новий номер", waBusiness: "Бізнес пише у своєму застосунку", waSendPlace: "Надіслати місце", waShareNumber: "Поділитися номером", waFillIn: "Заповнити форму" },
  },
  connection: (account) => [["phoneNumberId", account.account], ["wabaId", account.waba], ["token", account.token], ["displayPhone", `+${account.phone}`]],
  personFields: [
    { name: "address", label: "phone", placeholder: "380671234567", hint: "phoneHint", type: "tel" },
    { name: "hide_phone", label: "hidePhone", type: "checkbox" },
  ],
};
