import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ban, CircleCheck, Ellipsis, GitMerge, Undo2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/shared/ui/Menu";
import { toast } from "@/shared/ui/toast";
import { blockContact, contactQuery, keys, mergesQuery, undoMerge } from "../api";

const MergeWith = lazy(async () => ({ default: (await import("./MergeWith")).MergeWith }));

export function ContactMenu({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [isMerging, setMerging] = useState(false);
  const { data: merges = [] } = useQuery(mergesQuery(contact.id));
  const last = merges.find((merge) => !merge.undone_at && merge.into === contact.id);
  const { mutate } = useMutation({
    mutationFn: (write: () => Promise<unknown>) => write(),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.all }),
  });
  const block = () =>
    mutate(async () => {
      await blockContact(contact.id, !contact.blocked);
      await client.invalidateQueries({ queryKey: contactQuery(contact.id).queryKey });
      toast.plain(t(contact.blocked ? "contact.unblocked" : "contact.blockedNow", { name: contact.name }));
    });
  return (
    <>
      <Menu>
        <MenuTrigger
          aria-label={t("contact.menu")}
          className="absolute top-3 right-3 grid size-9 place-items-center rounded-xl text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-11"
        >
          <Ellipsis className="size-[18px]" />
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => setMerging(true)}>
            <GitMerge aria-hidden="true" className="size-4" />
            {t("contact.mergeWith")}
          </MenuItem>
          {last && (
            <MenuItem onSelect={() => mutate(() => undoMerge(last.id))}>
              <Undo2 aria-hidden="true" className="size-4" />
              {t("contact.undoMerge")}
            </MenuItem>
          )}
          <MenuItem onSelect={block}>
            {contact.blocked ? (
              <CircleCheck aria-hidden="true" className="size-4" />
            ) : (
              <Ban aria-hidden="true" className="size-4" />
            )}
            {t(contact.blocked ? "contact.unblock" : "contact.block")}
          </MenuItem>
        </MenuContent>
      </Menu>
      <Suspense fallback={null}>
        {isMerging && <MergeWith contact={contact} onClose={() => setMerging(false)} />}
      </Suspense>
    </>
  );
}
