// E-mail: people with a mail program. A first line “Subject: …” begins a new mail, anything else answers the newest one.

const NEWSLETTER = { "List-Id": "<news.customer.test>", Precedence: "bulk" };
const LETTER = '<table width="100%"><tr><td style="background:#fbe9ef;padding:16px"><h2>Привіт!</h2><p>Ось <b>моє</b> фото і <a href="https://example.com/">посилання</a>.</p><img src="https://example.com/pixel.gif" alt=""></td></tr></table>';
const HOSTILE = '<p>Hello</p><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">Click</a><form action="https://example.com/"><input name="password"></form>';

export const email = {
  id: "email",
  name: "E-mail",
  mark: "M3 6.500A2.500 2.500 0 0 1 5.500 4h13A2.500 2.500 0 0 1 21 6.500v11a2.500 2.500 0 0 1-2.500 2.500h-13A2.500 2.500 0 0 1 3 17.500zm2.200-.5 6.800 5.600L18.800 6z",
  accountLine: (account) => account.account,
  personLine: (customer) => customer.address,
  headIcons: ["more"],
  samples: [
    ["image", "photo", { text: "Ось фото.", image: true }],
    ["document", "document", { text: "Файл у вкладенні.", document: true }],
    ["file", "emHtml", { subject: "Лист з оформленням", text: "Привіт! Ось моє фото і посилання.", html: LETTER }],
    ["bolt", "emHostile", { subject: "Hello", text: "Hello", html: HOSTILE }],
    ["person", "emSignature", { text: "Дякую, до зустрічі!", signature: "Дана Коваль\n+380 67 111 22 33" }],
    ["pin", "emAway", { out_of_office: true }],
    ["list", "emNews", { subject: "Our news", text: "Sale today!", headers: NEWSLETTER }],
    ["close", "emBounce", { bounce: true }],
  ],
  fileBody: (kind, id) => ({ [kind]: { media: id } }),
  canReply: true,
  connection: (account) => [
    ["emAddress", account.account], ["emPassword", account.token],
    ["IMAP", `127.0.0.1:${Number(location.port) + 142}`], ["SMTP", `127.0.0.1:${Number(location.port) + 24}`],
  ],
  accountFields: [
    { name: "webhook", label: "emWebhook", placeholder: "http://parlor:…@localhost:8000/webhook/email/…/", hint: "emWebhookHint" },
    { name: "provider", label: "emProvider", placeholder: "postmark" },
  ],
  words: {
    en: { emHtml: "Letter with HTML", emHostile: "Hostile HTML", emSignature: "With a signature", emAway: "Out of office", emNews: "Newsletter", emBounce: "My address does not exist", emAddress: "Address", emPassword: "Password", emWebhook: "Parlor's webhook", emWebhookHint: "Empty: Parlor reads the mailbox by IMAP", emProvider: "Posted as (postmark, sendgrid, mailgun, raw)" },
    uk: { emHtml: "Лист з HTML", emHostile: "Ворожий HTML", emSignature: "З підписом", emAway: "Мене немає", emNews: "Розсилка", emBounce: "Моєї адреси не існує", emAddress: "Адреса", emPassword: "Пароль", emWebhook: "Вебхук Parlor", emWebhookHint: "Порожньо — Parlor читає скриньку через IMAP", emProvider: "Надсилати як (postmark, sendgrid, mailgun, raw)" },
  },
};
