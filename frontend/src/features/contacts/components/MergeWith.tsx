import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import type { Contact } from "@/shared/api/types";
import { useDebounced } from "@/shared/lib/useDebounced";
import { Avatar } from "@/shared/ui/Avatar";
import { PickerDialog, PickerEmpty, PickerGroup, PickerItem } from "@/shared/ui/Picker";
import { contactsQuery } from "../api";
import { MergeDialog } from "./MergeDialog";

/** Find the other record of the same customer, then compare the two. */
export function MergeWith({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [other, setOther] = useState<string | null>(null);
  const settled = useDebounced(text.trim(), 200);
  const { data, isPending } = useInfiniteQuery(contactsQuery({ q: settled || undefined }));
  if (other) return <MergeDialog contactId={contact.id} otherId={other} onClose={onClose} />;
  const found = flatten(data).filter((one) => one.id !== contact.id);
  return (
    <PickerDialog
      title={t("contact.mergeWithTitle", { name: contact.name })}
      placeholder={t("contactsPage.search")}
      value={text}
      onValue={setText}
      onClose={onClose}
      isFiltering={false}
    >
      {!isPending && <PickerEmpty>{t("contactsPage.nothing")}</PickerEmpty>}
      <PickerGroup>
        {found.slice(0, 30).map((one) => (
          <PickerItem
            key={one.id}
            value={one.id}
            onSelect={() => setOther(one.id)}
            hint={one.phone || one.email}
          >
            <Avatar id={one.id} name={one.name} size="sm" />
            <span className="truncate">{one.name}</span>
          </PickerItem>
        ))}
      </PickerGroup>
    </PickerDialog>
  );
}
