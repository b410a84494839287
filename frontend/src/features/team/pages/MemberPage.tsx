import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, Crown, UserRoundX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Member } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities, useMe } from "@/shared/session";
import { Avatar } from "@/shared/ui/Avatar";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { keys, membersQuery, reactivate } from "../api";
import { LeavingDialog } from "../components/LeavingDialog";
import { MemberForm } from "../components/MemberForm";
import { type Guarded, OwnershipDialog } from "../components/OwnershipDialog";
import { PermissionMatrix } from "../components/PermissionMatrix";

type MemberPageProps = { memberId: string; skillNames: readonly string[]; guarded: Guarded };

function Deeds({ member, guarded }: { member: Member; guarded: Guarded }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const me = useMe().member;
  const [open, setOpen] = useState<"leaving" | "ownership" | null>(null);
  const back = useMutation({
    mutationFn: () => reactivate(member.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.all });
      toast.success(t("leaving.back", { name: member.name }));
    },
    onError: (error) => toast.error(errorText(error)),
  });
  if (!member.is_active) {
    return (
      <Card title={t("leaving.inactive")} text={t("leaving.inactiveText")}>
        <Button look="primary" isBusy={back.isPending} onClick={() => back.mutate()}>
          {t("leaving.reactivate")}
        </Button>
      </Card>
    );
  }
  if (member.id === me?.id) return null;
  return (
    <Card title={t("leaving.card")} text={t("leaving.cardText")}>
      <div className="flex flex-wrap gap-2">
        {me?.role === "owner" && member.role !== "owner" && (
          <Button onClick={() => setOpen("ownership")}>
            <Crown aria-hidden="true" className="size-4" />
            {t("ownership.open")}
          </Button>
        )}
        <Button onClick={() => setOpen("leaving")} className="text-danger">
          <UserRoundX aria-hidden="true" className="size-4" />
          {t("leaving.open")}
        </Button>
      </div>
      {open === "leaving" && <LeavingDialog member={member} onClose={() => setOpen(null)} />}
      {open === "ownership" && (
        <OwnershipDialog member={member} guarded={guarded} onClose={() => setOpen(null)} />
      )}
    </Card>
  );
}

function Person({ member, skillNames, guarded }: Omit<MemberPageProps, "memberId"> & { member: Member }) {
  const { t } = useTranslation();
  const canChange = useAbilities().may("team.manage");
  const isSelf = useMe().member?.id === member.id;
  return (
    <div className="flex flex-col gap-4">
      <header className="flex items-center gap-3.5">
        <Avatar id={member.id} name={member.name} />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-lg font-semibold">{member.name}</h2>
          <p className="truncate text-[13px] text-ink-2">{member.email}</p>
        </div>
        <Badge tone={member.role === "owner" ? "primary" : "neutral"}>
          {member.is_active ? t(`role.${member.role}`) : t("team.inactive")}
        </Badge>
      </header>
      {member.is_active && canChange && (
        // The form begins anew when the person was changed elsewhere.
        <MemberForm key={`${member.role}-${member.sees}`} member={member} skillNames={skillNames} />
      )}
      {member.is_active && (canChange || isSelf) && <PermissionMatrix memberId={member.id} />}
      {canChange && <Deeds member={member} guarded={guarded} />}
    </div>
  );
}

/** One person of the team: their role, what they may do and why, and the way out. */
export function MemberPage({ memberId, skillNames, guarded }: MemberPageProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(membersQuery);
  const member = data?.find((one) => one.id === memberId);
  return (
    <section>
      <Link
        to="/settings/$section"
        params={{ section: "team" }}
        className="mb-4 inline-flex min-h-9 items-center gap-1.5 rounded-lg text-sm font-medium text-ink-2 hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4" />
        {t("settings.team")}
      </Link>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-40 rounded-3xl" />}
      {data && !member && <Empty picture={<UserRoundX />} title={t("team.unknown")} />}
      {member && <Person member={member} skillNames={skillNames} guarded={guarded} />}
    </section>
  );
}
