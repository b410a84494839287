import type { Pages } from "@/shared/api/paging";
import type { Contact } from "@/shared/api/types";
import type { LiveHandlers } from "@/shared/ws/handlers";
import { keys } from "./api";

/** A frame tells what lists and panels show; identities and labels stay as they are until asked for again. */
export function applyContact(held: Contact | undefined, incoming: Contact): Contact | undefined {
  if (!held || incoming.rev < held.rev) return held;
  return { ...held, ...incoming };
}

export function applyToContacts(list: Pages<Contact>, incoming: Contact): Pages<Contact> {
  const isGone = incoming.merged_into !== null;
  return {
    ...list,
    pages: list.pages.map((page) => ({
      ...page,
      results: page.results.flatMap((row) => {
        if (row.id !== incoming.id) return row;
        return isGone ? [] : (applyContact(row, incoming) ?? row);
      }),
    })),
  };
}

export const contactHandlers: LiveHandlers = {
  "contact.updated": (frame, { client }) => {
    const contact = frame.data as Contact;
    client.setQueryData<Contact>(keys.detail(contact.id), (held) => applyContact(held, contact));
    client.setQueriesData<Pages<Contact>>({ queryKey: keys.lists }, (list) =>
      list ? applyToContacts(list, contact) : list,
    );
    for (const key of [keys.detail, keys.notes, keys.lookAlikes, keys.merges]) {
      void client.invalidateQueries({ queryKey: key(contact.id) });
    }
  },
  "label.updated": (_frame, { client }) => void client.invalidateQueries({ queryKey: keys.all }),
  "label.deleted": (_frame, { client }) => void client.invalidateQueries({ queryKey: keys.all }),
};
