import { MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/shared/ui/Menu";
import { type CompanyDetail, keepCompany, resumeCompany, suspendCompany } from "../api";
import { ReasonDialog } from "../shell/ReasonDialog";
import { useAct, useFormAct } from "../shell/useAct";
import { DeleteCompany } from "./DeleteCompany";
import { RenameCompany } from "./RenameCompany";

/** Pause, open again, rename, delete: what concerns the whole business. */
export function CompanyPowers({ detail }: { detail: CompanyDetail }) {
  const { t } = useTranslation();
  const { id, name, state } = detail.company;
  const [asked, setAsked] = useState<"suspend" | "rename" | "delete" | null>(null);
  const close = () => setAsked(null);
  const suspend = useFormAct(
    (reason: string) => suspendCompany(id, reason),
    t("console.life.suspended"),
    close,
  );
  const resume = useAct(() => resumeCompany(id), t("console.life.resumed"));
  const keep = useAct(() => keepCompany(id), t("console.life.kept"));
  if (state === "purging") return null;
  return (
    <div className="flex gap-2">
      {state === "suspended" && (
        <Button look="primary" isBusy={resume.isPending} onClick={() => resume.mutate(undefined)}>
          {t("console.life.resume")}
        </Button>
      )}
      {state === "deleting" && (
        <Button look="primary" isBusy={keep.isPending} onClick={() => keep.mutate(undefined)}>
          {t("console.life.keep")}
        </Button>
      )}
      {state !== "deleting" && (
        <Menu>
          <MenuTrigger asChild>
            <Button aria-label={t("console.life.menu", { name })} size="icon">
              <MoreHorizontal aria-hidden="true" className="size-5" />
            </Button>
          </MenuTrigger>
          <MenuContent align="end">
            <MenuItem onSelect={() => setAsked("rename")}>{t("console.life.rename")}</MenuItem>
            {state === "active" && (
              <MenuItem onSelect={() => setAsked("suspend")}>{t("console.life.suspend")}</MenuItem>
            )}
            <MenuSeparator />
            <MenuItem className="text-danger" onSelect={() => setAsked("delete")}>
              {t("console.life.delete")}
            </MenuItem>
          </MenuContent>
        </Menu>
      )}
      {asked === "suspend" && (
        <ReasonDialog
          title={t("console.life.suspendTitle", { name })}
          text={t("console.life.suspendText")}
          label={t("console.life.why")}
          action={t("console.life.suspend")}
          error={suspend.error}
          isBusy={suspend.isPending}
          onDone={(reason) => suspend.mutate(reason)}
          onClose={close}
        />
      )}
      {asked === "rename" && <RenameCompany detail={detail} onClose={close} />}
      {asked === "delete" && <DeleteCompany detail={detail} onClose={close} />}
    </div>
  );
}
