import type { Language } from "./types";

const en = {
  open: "Open chat",
  close: "Close chat",
  chat: "Chat",
  log: "Messages",
  write: "Write a message…",
  message: "Your message",
  send: "Send",
  attach: "Attach a file",
  remove: "Remove",
  online: "We are here",
  offline: "We are away now",
  offlineText: "Leave a message and your e-mail: we will answer.",
  email: "E-mail",
  begin: "Start chat",
  required: "Please fill this in.",
  lost: "No connection.",
  retry: "Try again",
  sending: "Sending",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
  failed: "Not sent",
  again: "Send again",
  typing: "is writing…",
  agent: "Assistant",
  team: "Team",
  earlier: "Earlier messages",
  deleted: "This message was deleted.",
  edited: "edited",
  tooLarge: "larger than {mb} MB",
  uploadFailed: "not uploaded",
  uploading: "uploading…",
  newMessages: "New messages",
  slow: "Wait a moment.",
};

export type Words = typeof en;

const uk: Words = {
  open: "Відкрити чат",
  close: "Закрити чат",
  chat: "Чат",
  log: "Повідомлення",
  write: "Напишіть повідомлення…",
  message: "Ваше повідомлення",
  send: "Надіслати",
  attach: "Прикріпити файл",
  remove: "Прибрати",
  online: "Ми на зв’язку",
  offline: "Зараз нас немає",
  offlineText: "Залиште повідомлення та електронну адресу: ми відповімо.",
  email: "Електронна пошта",
  begin: "Почати чат",
  required: "Заповніть це поле.",
  lost: "Немає з’єднання.",
  retry: "Спробувати ще раз",
  sending: "Надсилається",
  sent: "Надіслано",
  delivered: "Доставлено",
  read: "Прочитано",
  failed: "Не надіслано",
  again: "Надіслати знову",
  typing: "пише…",
  agent: "Асистент",
  team: "Команда",
  earlier: "Попередні повідомлення",
  deleted: "Це повідомлення видалено.",
  edited: "змінено",
  tooLarge: "більше за {mb} МБ",
  uploadFailed: "не завантажено",
  uploading: "завантажується…",
  newMessages: "Нові повідомлення",
  slow: "Зачекайте трохи.",
};

const all: Record<Language, Words> = { en, uk };

export const words = (language: Language): Words => all[language];

/** Choose a language: what the page asks for, else the browser's, else the business's own. */
export function spoken(...wanted: (string | null | undefined)[]): Language {
  for (const one of wanted) {
    const start = one?.slice(0, 2).toLowerCase();
    if (start === "uk" || start === "en") return start;
  }
  return "en";
}
