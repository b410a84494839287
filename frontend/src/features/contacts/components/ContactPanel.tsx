import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { AtSign, Hash, Mail, Phone } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import type en from "@/shared/i18n/en";
import { useErrorText } from "@/shared/i18n/errorText";
import { dayOnly } from "@/shared/lib/dates";
import { useAbilities } from "@/shared/session";
import { Avatar } from "@/shared/ui/Avatar";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { type ContactChange, changeContact, contactQuery } from "../api";
import { EditableText } from "./EditableText";

type KnownKind = keyof typeof en.contact.kind;

const IDENTITY_ICONS: Record<string, typeof Phone> = {
  phone: Phone,
  wa_id: Phone,
  email: Mail,
  username: AtSign,
};

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t px-4 py-4">
      <h2 className="mb-2 px-2 text-xs font-semibold tracking-normal text-ink-2">{title}</h2>
      {children}
    </section>
  );
}

type PanelProps = {
  contactId: string;
  /** The customer's other conversations, drawn by the feature that owns them. */
  previous: ReactNode;
};

export function ContactPanel({ contactId, previous }: PanelProps) {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { canReply } = useAbilities();
  const { data: contact, error, refetch } = useQuery(contactQuery(contactId));
  const { mutate } = useMutation({
    mutationFn: (change: ContactChange) => changeContact(contactId, change),
    onSuccess: (saved) => client.setQueryData(contactQuery(contactId).queryKey, saved),
    onError: (failure) => {
      toast.error(errorText(failure));
      // The fields go back to what the server holds.
      client.invalidateQueries({ queryKey: contactQuery(contactId).queryKey });
    },
  });
  const kindName = (kind: string) =>
    i18n.exists(`contact.kind.${kind}`) ? t(`contact.kind.${kind as KnownKind}`) : kind;
  if (error && !contact) return <Failed error={error} onRetry={() => refetch()} />;
  if (!contact) {
    return (
      <div className="p-6">
        <Bones rows={4} className="h-12" />
      </div>
    );
  }
  return (
    <>
      <div className="flex flex-col items-center gap-2 px-4 pt-8 pb-5 text-center">
        <Avatar id={contact.id} name={contact.name} size="lg" />
        <EditableText
          label={t("contact.name")}
          value={contact.name}
          placeholder={t("contact.name")}
          onSave={(name) => name && mutate({ name })}
          isDisabled={!canReply}
          className="text-center text-lg font-semibold tracking-tight"
        />
        <p className="text-xs text-ink-3">
          {t("contact.since", { date: dayOnly(contact.created_at, language) })}
        </p>
      </div>
      <Group title={t("contact.reach")}>
        <EditableText
          label={t("contact.phone")}
          value={contact.phone}
          placeholder={t("contact.addPhone")}
          onSave={(phone) => mutate({ phone })}
          isDisabled={!canReply}
          className="text-sm"
        />
        <EditableText
          label={t("contact.email")}
          value={contact.email}
          placeholder={t("contact.addEmail")}
          onSave={(email) => mutate({ email })}
          isDisabled={!canReply}
          className="text-sm"
        />
      </Group>
      <Group title={t("contact.notes")}>
        <EditableText
          label={t("contact.notes")}
          value={contact.notes}
          placeholder={t("contact.notesPlaceholder")}
          onSave={(notes) => mutate({ notes })}
          isLong
          isDisabled={!canReply}
          className="field-sizing-content min-h-20 resize-none border-honey-line bg-honey-soft text-sm"
        />
      </Group>
      <Group title={t("contact.identities")}>
        <ul className="flex flex-col gap-1.5 px-2">
          {contact.identities.map((identity) => {
            const Icon = IDENTITY_ICONS[identity.kind] ?? Hash;
            return (
              <li key={`${identity.kind}${identity.value}`} className="flex items-center gap-2 text-[13px]">
                <Icon aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
                <span className="min-w-0 truncate select-all">{identity.value}</span>
                <span className="ml-auto shrink-0 text-xs text-ink-3">{kindName(identity.kind)}</span>
              </li>
            );
          })}
        </ul>
      </Group>
      <Group title={t("contact.previous")}>{previous}</Group>
    </>
  );
}
