import type { components } from "@/shared/api/schema";

export type Capabilities = components["schemas"]["Capabilities"];

/** Length as the channel counts it: characters, UTF-16 units or bytes. */
export function lengthIn(text: string, unit: string): number {
  if (unit === "bytes") return new TextEncoder().encode(text).length;
  return unit === "utf16" ? text.length : [...text].length;
}

export type Load = { length: number; max: number; messages: number };

/** How full a message is and into how many of the channel's messages it will be cut. */
export function loadOf(text: string, files: number, can: Capabilities | null): Load {
  if (!can) return { length: 0, max: 0, messages: 1 };
  const length = lengthIn(text.trim(), can.text_unit);
  const inText = Math.max(1, Math.ceil(length / Math.max(1, can.max_text)));
  const inFiles = Math.ceil(files / Math.max(1, can.max_attachments));
  const isCaption = files > 0 && length <= can.max_caption;
  return {
    length,
    max: can.max_text,
    messages: files ? inFiles + (length && !isCaption ? inText : 0) : inText,
  };
}
