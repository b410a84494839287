import type { ReactNode } from "react";
import type { Conversation } from "@/shared/api/types";
import type { Language } from "@/shared/i18n";

/** The field that somebody writes in, as the assistant's tools need it. */
export type Writing = { conversation: Conversation; text: string; setText: (text: string) => void };

/** What the assistant puts into a thread: a draft above the composer, and its tools inside. */
export type Copilot = {
  draft: (conversation: Conversation) => ReactNode;
  tools: (writing: Writing) => ReactNode;
  /** A text in another language; without one, the reason why. */
  translate: (text: string, to: Language) => Promise<{ text: string; reason: string }>;
};
