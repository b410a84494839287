import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Photo } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Confirm } from "@/shared/ui/Confirm";
import { TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { Toggle } from "@/shared/ui/Toggle";
import { toast } from "@/shared/ui/toast";
import { changePhoto, deletePhoto, keys } from "../api";
import { useReason } from "../useReason";

const MOST_CAPTION_CHARS = 300;

/** What was seen on a photo and by whom, so that nobody takes a guess for knowledge. */
function Seen({ photo }: { photo: Photo }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const reason = useReason();
  if (photo.status === "failed") return <p className="text-sm text-danger">{reason(photo)}</p>;
  return (
    <dl className="flex flex-col gap-3 text-sm">
      {photo.labels.length > 0 && (
        <div>
          <dt className="mb-1 font-medium">{t("knowledge.photos.labels")}</dt>
          <dd className="flex flex-wrap gap-1.5">
            {photo.labels.map((label) => (
              <Badge key={label.name}>{label.name}</Badge>
            ))}
          </dd>
        </div>
      )}
      {photo.text && (
        <div>
          <dt className="mb-1 font-medium">{t("knowledge.photos.text")}</dt>
          <dd className="break-words whitespace-pre-wrap text-ink-2">{photo.text}</dd>
        </div>
      )}
      {photo.colours.length > 0 && (
        <div>
          <dt className="mb-1 font-medium">{t("knowledge.photos.colours")}</dt>
          <dd className="flex flex-wrap gap-3">
            {photo.colours.map((colour) => (
              <span key={colour.name} className="flex items-center gap-1.5 text-ink-2">
                <span className="size-4 rounded-full border" style={{ background: colour.hex }} />
                {language === "uk" ? colour.ukrainian : colour.name}
              </span>
            ))}
          </dd>
        </div>
      )}
      {photo.reader && (
        <p className="text-[13px] text-ink-3">{t(`knowledge.photos.reader.${photo.reader}`)}</p>
      )}
    </dl>
  );
}

function Form({ photo, onDone, onDelete }: { photo: Photo; onDone: () => void; onDelete: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [caption, setCaption] = useState(photo.caption);
  const [isSendable, setSendable] = useState(photo.is_sendable);
  const { mutate, isPending } = useMutation({
    mutationFn: () => changePhoto(photo.id, { caption: caption.trim(), is_sendable: isSendable }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: keys.photos });
      onDone();
    },
    onError: (error) => toast.error(errorText(error)),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      <TextField
        label={t("knowledge.photos.caption")}
        hint={t("knowledge.photos.captionHint")}
        value={caption}
        maxLength={MOST_CAPTION_CHARS}
        onChange={(event) => setCaption(event.target.value)}
      />
      <Toggle label={t("knowledge.photos.sendable")} isOn={isSendable} onChange={setSendable} />
      <div className="flex flex-wrap justify-between gap-2">
        <Button look="quiet" className="text-danger" onClick={onDelete}>
          {t("common.delete")}
        </Button>
        <Button look="primary" type="submit" isBusy={isPending}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}

export function PhotoDialog({ photo, onClose }: { photo: Photo; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { canManage } = useAbilities();
  const [isDoomed, setDoomed] = useState(false);
  const { mutate: remove, isPending } = useMutation({
    mutationFn: () => deletePhoto(photo.id),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: keys.photos });
      onClose();
    },
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <>
      <Modal isOpen={!isDoomed} onClose={onClose} title={photo.caption || photo.name}>
        <div className="flex flex-col gap-5">
          {photo.url && photo.status !== "failed" && (
            <img
              src={photo.url}
              alt={photo.caption || photo.name}
              className="max-h-[45dvh] w-full rounded-2xl bg-sunken object-contain"
            />
          )}
          <Seen photo={photo} />
          {canManage && <Form photo={photo} onDone={onClose} onDelete={() => setDoomed(true)} />}
        </div>
      </Modal>
      <Confirm
        isOpen={isDoomed}
        title={t("knowledge.delete", { name: photo.caption || photo.name })}
        text={t("knowledge.photos.deleteText")}
        action={t("common.delete")}
        isBusy={isPending}
        onConfirm={() => remove()}
        onClose={() => setDoomed(false)}
      />
    </>
  );
}
