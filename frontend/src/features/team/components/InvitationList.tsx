import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link2, Mail, RotateCw, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { Badge } from "@/shared/ui/Badge";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { IconButton } from "@/shared/ui/IconButton";
import { Modal } from "@/shared/ui/Modal";
import { toast } from "@/shared/ui/toast";
import { useRemoval } from "@/shared/ui/useRemoval";
import { type Invitation, invitationsQuery, keys, revokeInvitation, sendAgain } from "../api";
import { LinkBox } from "./InviteDialog";

const TONES = { open: "sage", used: "neutral", expired: "honey", revoked: "neutral" } as const;

function useName() {
  const { t } = useTranslation();
  return (row: Invitation) => row.email || row.label || t("invite.unnamedLink");
}

function About({ row }: { row: Invitation }) {
  const { t, i18n } = useTranslation();
  const until = new Date(row.expires_at).toLocaleDateString(i18n.language, { day: "numeric", month: "long" });
  const parts = [
    t(`role.${row.role}`),
    row.kind === "link" && t("invite.uses", { uses: row.uses, most: row.max_uses }),
    row.state === "open" && t("invite.until", { date: until }),
    row.joined.length > 0 && t("invite.joined", { names: row.joined.join(", ") }),
    t("invite.by", { name: row.invited_by }),
  ];
  return <p className="text-[13px] text-pretty text-ink-2">{parts.filter(Boolean).join(" · ")}</p>;
}

/** Who was invited and what came of it; nothing at all until somebody is. */
export function InvitationList() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const nameOf = useName();
  const { data } = useQuery(invitationsQuery);
  const [url, setUrl] = useState<string | null>(null);
  const removal = useRemoval<Invitation>(revokeInvitation, keys.invitations);
  const again = useMutation({
    mutationFn: sendAgain,
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: keys.invitations });
      if (made.url) setUrl(made.url);
      else toast.success(t("invite.sent", { email: made.email }));
    },
    onError: (error) => toast.error(errorText(error)),
  });
  if (!data?.length) return null;
  return (
    <Card title={t("invite.list")} text={t("invite.listText")}>
      <ul className="divide-y">
        {data.map((row) => {
          const Picture = row.kind === "link" ? Link2 : Mail;
          const canSend = row.state === "open" || row.state === "expired";
          return (
            <li key={row.id} className="flex items-start gap-3 py-3">
              <span
                aria-hidden="true"
                className="grid size-9 shrink-0 place-items-center rounded-full bg-sunken text-ink-2"
              >
                <Picture className="size-4" />
              </span>
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                  <span className="min-w-0 break-words">{nameOf(row)}</span>
                  <Badge tone={TONES[row.state]}>{t(`invite.state.${row.state}`)}</Badge>
                </p>
                <About row={row} />
              </div>
              <div className="flex shrink-0">
                {canSend && (
                  <IconButton
                    label={t(row.kind === "link" ? "invite.renew" : "invite.again", { name: nameOf(row) })}
                    onClick={() => again.mutate(row.id)}
                  >
                    <RotateCw className="size-4" />
                  </IconButton>
                )}
                {row.state === "open" && (
                  <IconButton
                    label={t("invite.revoke", { name: nameOf(row) })}
                    onClick={() => removal.ask(row)}
                  >
                    <X className="size-4" />
                  </IconButton>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      <Confirm
        {...removal.confirm}
        title={t("invite.revokeTitle")}
        text={t("invite.revokeText", { name: removal.doomed ? nameOf(removal.doomed) : "" })}
        action={t("invite.revokeAction")}
        onConfirm={removal.onConfirm}
      />
      <Modal isOpen={url !== null} onClose={() => setUrl(null)} title={t("invite.linkReady")}>
        {url && <LinkBox url={url} />}
      </Modal>
    </Card>
  );
}
