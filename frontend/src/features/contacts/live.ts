import type { Contact } from "@/shared/api/types";
import type { LiveHandlers } from "@/shared/ws/handlers";
import { keys } from "./api";

export function applyContact(held: Contact | undefined, incoming: Contact): Contact | undefined {
  if (!held || incoming.rev < held.rev) return held;
  return { ...held, ...incoming };
}

export const contactHandlers: LiveHandlers = {
  "contact.updated": (frame, { client }) => {
    const contact = frame.data as Contact;
    client.setQueryData<Contact>(keys.detail(contact.id), (held) => applyContact(held, contact));
  },
};
