import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileText, MessageSquareText, Mic, Video } from "lucide-react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useLanguage } from "@/shared/i18n";
import { fileSize } from "@/shared/lib/bytes";
import { shortWhen } from "@/shared/lib/dates";
import { More } from "@/shared/ui/More";
import { PanelGroup as Group } from "@/shared/ui/PanelGroup";
import { type ContactFile, filesQuery } from "../api";

const ICONS: Record<string, typeof FileText> = { audio: Mic, video: Video };

function FileRow({ file }: { file: ContactFile }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const Icon = ICONS[file.kind] ?? FileText;
  return (
    <li className="flex items-center gap-2 rounded-xl pl-2 hover:bg-sunken">
      <a
        href={file.url ?? undefined}
        target="_blank"
        rel="noreferrer"
        className="flex min-h-10 min-w-0 flex-1 items-center gap-2 text-[13px]"
      >
        <Icon aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
        <span className="min-w-0 flex-1 truncate">{file.name}</span>
        <span className="text-xs text-ink-3">{file.size === null ? "" : fileSize(file.size, language)}</span>
      </a>
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: file.conversation }}
        search={{ message: file.message }}
        aria-label={t("contact.inThread", { name: file.name })}
        title={shortWhen(file.at, language)}
        className="grid size-9 place-items-center rounded-lg text-ink-3 hover:text-primary"
      >
        <MessageSquareText className="size-4" />
      </Link>
    </li>
  );
}

/** Pictures as a grid, everything else as a list; nothing where nothing was ever sent. */
export function Files({ contactId }: { contactId: string }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(filesQuery(contactId));
  const { data } = list;
  const files = flatten(data).filter((file) => file.url);
  if (files.length === 0) return null;
  const pictures = files.filter((file) => file.kind === "image" || file.kind === "sticker");
  const others = files.filter((file) => !pictures.includes(file));
  return (
    <Group title={t("contact.files")}>
      {pictures.length > 0 && (
        <ul className="mb-2 grid grid-cols-4 gap-1.5 px-2">
          {pictures.map((file) => (
            <li key={file.id}>
              <Link
                to="/inbox/$conversationId"
                params={{ conversationId: file.conversation }}
                search={{ message: file.message }}
                aria-label={t("contact.inThread", { name: file.name })}
                className="block aspect-square overflow-hidden rounded-lg bg-sunken"
              >
                <img src={file.url ?? ""} alt="" loading="lazy" className="size-full object-cover" />
              </Link>
            </li>
          ))}
        </ul>
      )}
      <ul>
        {others.map((file) => (
          <FileRow key={file.id} file={file} />
        ))}
      </ul>
      <More list={list} size="sm" look="quiet" label={t("contact.moreFiles")} />
    </Group>
  );
}
