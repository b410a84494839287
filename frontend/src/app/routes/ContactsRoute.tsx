import { useParams, useSearch } from "@tanstack/react-router";
import { ContactsPage } from "@/features/contacts/pages/ContactsPage";
import { PreviousConversations } from "@/features/conversations/components/PreviousConversations";

/** Customers, and beside each their conversations. */
export function ContactsRoute() {
  const search = useSearch({ from: "/shell/contacts" });
  const { contactId } = useParams({ strict: false });
  return (
    <ContactsPage
      search={search}
      openId={contactId ?? null}
      previous={(id) => <PreviousConversations contactId={id} openId={null} />}
    />
  );
}
