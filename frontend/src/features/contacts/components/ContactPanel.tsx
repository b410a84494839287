import { useQuery } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { useContactName } from "@/shared/i18n/contactName";
import { dayOnly } from "@/shared/lib/dates";
import { useAbilities } from "@/shared/session";
import { Avatar } from "@/shared/ui/Avatar";
import { PanelGroup as Group } from "@/shared/ui/PanelGroup";
import { Bones, Failed } from "@/shared/ui/States";
import { contactQuery } from "../api";
import { ContactMenu } from "./ContactMenu";
import { CustomFields } from "./CustomFields";
import { EditableText } from "./EditableText";
import { Files } from "./Files";
import { Identities } from "./Identities";
import { LookAlikes } from "./LookAlikes";
import { Notes } from "./Notes";
import { Tags } from "./Tags";
import { useContactChange } from "./useContactChange";

export type PanelProps = {
  contactId: string;
  /** The customer's other conversations, drawn by the feature that owns them. */
  previous: ReactNode;
};

export function ContactPanel({ contactId, previous }: PanelProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { canReply } = useAbilities();
  const { data: contact, error, refetch } = useQuery(contactQuery(contactId));
  const change = useContactChange(contactId);
  const nameOf = useContactName();
  if (error && !contact) return <Failed error={error} onRetry={() => refetch()} />;
  if (!contact) {
    return (
      <div className="p-6">
        <Bones rows={4} className="h-12" />
      </div>
    );
  }
  const name = nameOf(contact);
  return (
    <>
      <div className="relative flex flex-col items-center gap-2 px-4 pt-8 pb-5 text-center">
        {canReply && <ContactMenu contact={contact} />}
        <Avatar id={contact.id} name={name} size="lg" />
        <EditableText
          label={t("contact.name")}
          value={contact.name}
          placeholder={name}
          onSave={(name) => name && change({ name })}
          isDisabled={!canReply}
          className="text-center text-lg font-semibold tracking-tight"
        />
        <p className="text-xs text-ink-3">
          {t("contact.since", { date: dayOnly(contact.created_at, language) })}
        </p>
        {contact.blocked && (
          <p className="flex items-center gap-1.5 rounded-full bg-danger-soft px-3 py-1 text-xs font-medium text-danger">
            <Ban aria-hidden="true" className="size-3.5" />
            {t("contact.isBlocked")}
          </p>
        )}
        <Tags contact={contact} canEdit={canReply} />
      </div>
      {canReply && <LookAlikes contactId={contact.id} />}
      <Group title={t("contact.reach")}>
        <EditableText
          label={t("contact.phone")}
          value={contact.phone}
          placeholder={t("contact.addPhone")}
          onSave={(phone) => change({ phone })}
          isDisabled={!canReply}
          className="text-sm"
        />
        <EditableText
          label={t("contact.email")}
          value={contact.email}
          placeholder={t("contact.addEmail")}
          onSave={(email) => change({ email })}
          isDisabled={!canReply}
          className="text-sm"
        />
      </Group>
      <CustomFields contact={contact} canEdit={canReply} />
      <Group title={t("contact.notes")}>
        {contact.notes && (
          <EditableText
            label={t("contact.remark")}
            value={contact.notes}
            placeholder={t("contact.remark")}
            onSave={(notes) => change({ notes })}
            isLong
            isDisabled={!canReply}
            className="mb-2 field-sizing-content resize-none rounded-xl border-honey-line bg-honey-soft text-sm"
          />
        )}
        <Notes contactId={contact.id} />
      </Group>
      <Identities contact={contact} canEdit={canReply} />
      {previous}
      <Files contactId={contact.id} />
    </>
  );
}
