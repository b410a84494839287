import type { Message } from "@/shared/api/types";
import { Store, useStore } from "@/shared/lib/store";

/** A text in the reader's language; `text` is null while it is being translated. */
export type Translation = { source: string; text: string | null };

/** Translations that somebody asked for on this page, by message. */
const translations = new Store<Readonly<Record<string, Translation>>>({});

/** What can be translated of a message: its text, or the words of its voice. */
export function wordsOf(message: Message): string {
  const spoken = message.attachments.find(({ transcript }) => transcript?.state === "ready");
  return message.deleted ? "" : message.text || spoken?.transcript?.text || "";
}

/** Nothing once the customer has changed the words. */
function current(held: Translation | undefined, message: Message): Translation | null {
  return held && held.source === wordsOf(message) ? held : null;
}

export function translationOf(message: Message): Translation | null {
  return current(translations.get()[message.id], message);
}

export function useTranslationOf(message: Message): Translation | null {
  const held = useStore(translations, (all) => all[message.id]);
  return current(held, message);
}

export function noteTranslation(message: Message, text: string | null): void {
  translations.update((all) => ({ ...all, [message.id]: { source: wordsOf(message), text } }));
}

export function forgetTranslation(message: Message): void {
  translations.update(({ [message.id]: _gone, ...others }) => others);
}
