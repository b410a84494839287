import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { toast } from "@/shared/ui/toast";
import { useForm } from "@/shared/ui/useForm";
import { changeView, saveView, viewsQuery } from "./api";
import type { ListSearch, Tree } from "./filters";
import type { DialogProps } from "./ListDialogs";

/** Everything that narrows the list now, as one filter: a view has no tab, status or channel beside it. */
export function filterOfSearch(search: ListSearch, viewFilter?: Tree): Tree {
  const parts: Tree[] = [];
  if (viewFilter) parts.push(viewFilter);
  const { status, tab, channel, filter } = search;
  const effective = status ?? (viewFilter ? undefined : "active");
  if (effective === "active") parts.push({ field: "active", op: "eq", value: true });
  else if (effective && effective !== "all") parts.push({ field: "status", op: "eq", value: effective });
  if (tab === "mine") parts.push({ field: "assignee", op: "eq", value: "me" });
  if (tab === "unassigned") parts.push({ field: "assignee", op: "absent" });
  if (tab === "ai") parts.push({ field: "agent_mode", op: "eq", value: "autopilot" });
  if (tab === "mentions") parts.push({ field: "mentioned", op: "eq", value: true });
  if (tab === "unattended") parts.push({ field: "unattended", op: "eq", value: true });
  if (channel) parts.push({ field: "channel", op: "eq", value: channel });
  if (filter) parts.push(filter);
  return parts.length === 1 && parts[0] ? parts[0] : { all: parts };
}

export function SaveViewDialog({ search, view, onClose }: DialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const form = useForm({ name: "", isShared: false });
  const filter = filterOfSearch(search, view?.filter);
  const sort = search.sort ?? view?.sort ?? "latest";
  const { mutate, isPending } = useMutation({
    mutationFn: (into: string | null) =>
      into
        ? changeView(into, { filter, sort })
        : saveView({ name: form.values.name, is_shared: form.values.isShared, filter, sort }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey });
      onClose();
      await navigate({ to: ".", search: { view: saved.id } });
      toast.success(t("views.saved", { name: saved.name }));
    },
    onError: (error) => {
      form.setError(error);
      toast.error(errorText(error));
    },
  });
  return (
    <Modal isOpen onClose={onClose} title={t("views.saveTitle")} description={t("views.saveText")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate(null);
        }}
      >
        <TextField
          label={t("views.name")}
          required
          maxLength={80}
          value={form.values.name}
          errors={form.fieldErrors.name}
          onChange={(event) => form.set("name", event.target.value)}
        />
        <label className="flex min-h-10 items-center gap-3 text-sm">
          <input
            type="checkbox"
            checked={form.values.isShared}
            onChange={(event) => form.set("isShared", event.target.checked)}
            className="size-4.5 accent-primary"
          />
          {t("views.share")}
        </label>
        <div className="flex flex-wrap justify-end gap-2">
          {view?.is_mine && (
            <Button onClick={() => mutate(view.id)} isBusy={isPending}>
              {t("views.overwrite", { name: view.name })}
            </Button>
          )}
          <Button look="primary" type="submit" isBusy={isPending}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
