import type { Conversation } from "@/shared/api/types";
import type { OutgoingMessage } from "../thread/api";

/** What a mail carries unless it is told otherwise: the customer's own subject and whom they wrote to as well. */
export type Usual = NonNullable<Conversation["channels"][number]["mail"]>;
/** The same as somebody types it; addresses stand with commas between them. */
export type Envelope = { subject: string; cc: string; bcc: string };

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function opened(usual: Usual, chosen: OutgoingMessage["mail"] = {}): Envelope {
  return {
    subject: chosen.subject ?? usual.subject,
    cc: (chosen.cc ?? usual.cc).join(", "),
    bcc: (chosen.bcc ?? []).join(", "),
  };
}

export function addressesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

/** The first thing among the copies that is no address; null when all are. */
export function notAnAddress(text: string): string | null {
  return addressesIn(text).find((one) => !ADDRESS.test(one)) ?? null;
}

/** What the server is told: only what differs from the usual. */
export function wiredEnvelope(typed: Envelope, usual: Usual): OutgoingMessage["mail"] {
  const subject = typed.subject.trim();
  const [cc, bcc] = [addressesIn(typed.cc), addressesIn(typed.bcc)];
  const changed = {
    ...(subject && subject !== usual.subject ? { subject } : {}),
    ...(cc.join() !== usual.cc.join() ? { cc } : {}),
    ...(bcc.length ? { bcc } : {}),
  };
  return Object.keys(changed).length ? changed : undefined;
}
