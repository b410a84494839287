import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Images, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import type { Photo } from "@/shared/api/types";
import { useDebounced } from "@/shared/lib/useDebounced";
import { useAbilities } from "@/shared/session";
import { TextField } from "@/shared/ui/Field";
import { More } from "@/shared/ui/More";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { usePollMs } from "@/shared/ws/live";
import { keys, photosQuery, uploadPhoto } from "../api";
import { DropZone } from "../components/DropZone";
import { PhotoCard } from "../components/PhotoCard";
import { PhotoDialog } from "../components/PhotoDialog";
import { UploadList } from "../components/UploadList";
import { useUploads } from "../useUploads";

function Uploads() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { uploads, add, dismiss } = useUploads(async (file, onProgress) => {
    await uploadPhoto(file, onProgress);
    await client.invalidateQueries({ queryKey: keys.photos });
  });
  return (
    <div>
      <DropZone
        title={t("knowledge.photos.drop")}
        text={t("knowledge.photos.formats")}
        action={t("knowledge.photos.choose")}
        accept="image/jpeg,image/png,image/webp,image/gif"
        onFiles={add}
      />
      <UploadList uploads={uploads} onDismiss={dismiss} />
    </div>
  );
}

function Grid({ q, onOpen }: { q: string; onOpen: (photo: Photo) => void }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery({ ...photosQuery(q), refetchInterval: usePollMs() });
  const photos = flatten(query.data);
  if (query.isPending) return <Bones rows={2} className="h-40 rounded-3xl" />;
  if (query.error && !query.data) return <Failed error={query.error} onRetry={() => query.refetch()} />;
  if (photos.length === 0 && q) return <p className="text-sm text-ink-2">{t("knowledge.photos.nothing")}</p>;
  if (photos.length === 0) {
    const text = t("knowledge.photos.emptyText");
    return <Empty picture={<Images />} title={t("knowledge.photos.empty")} text={text} className="py-10" />;
  }
  return (
    <>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {photos.map((photo) => (
          <PhotoCard key={photo.id} photo={photo} onOpen={() => onOpen(photo)} />
        ))}
      </ul>
      <More list={query} className="w-full" />
    </>
  );
}

/** Photos of the business: drop many, see what was seen on each, give them captions. */
export function PhotosTab() {
  const { t } = useTranslation();
  const { canManage } = useAbilities();
  const [text, setText] = useState("");
  const [opened, setOpened] = useState<Photo | null>(null);
  const q = useDebounced(text.trim(), 250);
  return (
    <div className="flex flex-col gap-4">
      {canManage && <Uploads />}
      <TextField
        label={t("knowledge.photos.search")}
        isLabelHidden
        type="search"
        prefix={<Search aria-hidden="true" className="size-4" />}
        placeholder={t("knowledge.photos.searchPlaceholder")}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Grid q={q} onOpen={setOpened} />
      {opened && <PhotoDialog key={opened.id} photo={opened} onClose={() => setOpened(null)} />}
    </div>
  );
}
