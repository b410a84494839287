// Telegram: people and a bot; buttons under messages, /start, blocking.

export const telegram = {
  id: "telegram",
  name: "Telegram",
  mark: "M20.9 4.2 3.6 10.9c-1 .4-1 1.4-.1 1.7l4.400 1.400 1.700 5.200c.2.6 1 .8 1.500.3l2.400-2.300 4.400 3.200c.6.4 1.400.1 1.600-.6l2.700-14.300c.2-1-.5-1.700-1.300-1.300zM9.200 13.600l8.300-5.800-6.600 6.900-.4 2.700z",
  accountLine: (account) => `@${account.username}`,
  personLine: (customer) => (customer.username ? `@${customer.username}` : customer.address) + (customer.blocked ? " ⛔" : ""),
  headIcons: ["more"],
  samples: [
    ["bolt", "tgStart", { start: "instagram" }],
    ["image", "photo", { image: true }],
    ["mic", "voice", { audio: true }],
    ["document", "document", { document: true }],
    ["video", "video", { video: true }],
    ["pin", "location", { location: { latitude: 49.8419, longitude: 24.0315, name: "Площа Ринок", address: "Львів" } }],
    ["person", "tgOwnContact", { contacts: true }],
    ["sticker", "sticker", { sticker: true }],
    ["poll", "unsupported", { poll: true }],
    ["close", "tgBlock", (phone) => ({ block: !phone.owner.blocked })],
  ],
  fileBody: (kind, id) => ({ [kind]: { media: id, ...(kind === "audio" ? { voice: false } : {}) } }),
  emoji: ["👍", "❤️", "🔥", "😁", "😢", "🙏"],
  canReply: true,
  canEdit: true,
  canRevoke: true,
  connection: (account) => [["tgToken", account.token], ["tgBot", `@${account.username}`]],
  accountFields: [{ name: "username", label: "tgUsername", placeholder: "lumiere_salon_bot", hint: "tgUsernameHint" }],
  personFields: [{ name: "username", label: "username", placeholder: "dana_k" }],
  words: {
    en: { tgStart: "Start by a link", tgOwnContact: "My contact", tgBlock: "Block or unblock the bot", tgToken: "Bot token", tgBot: "Bot", tgUsername: "Bot's username", tgUsernameHint: "Ends in “bot”. Empty: we make one up", k_poll: "Poll" },
    uk: { tgStart: "Почати за посиланням", tgOwnContact: "Мій контакт", tgBlock: "Заблокувати чи розблокувати бота", tgToken: "Токен бота", tgBot: "Бот", tgUsername: "Ім’я бота", tgUsernameHint: "Закінчується на «bot». Порожньо — вигадаємо", k_poll: "Опитування" },
  },
};
