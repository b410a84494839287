import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { fullWhen } from "@/shared/lib/dates";
import { useAbilities, useMe } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { More } from "@/shared/ui/More";
import { toast } from "@/shared/ui/toast";
import { addNote, type ContactNote, deleteNote, editNote, notesQuery } from "../api";

const field =
  "field-sizing-content min-h-16 w-full resize-none rounded-xl border border-honey-line bg-honey-soft px-3 py-2 text-sm text-ink outline-none focus-visible:border-honey placeholder:text-honey";

type NoteFieldProps = {
  label: string;
  initial?: string;
  onSave: (text: string) => void;
  onCancel?: () => void;
};

function NoteField({ label, initial = "", onSave, onCancel }: NoteFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(initial);
  const save = () => {
    if (!text.trim()) return;
    onSave(text.trim());
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
    if (event.key === "Escape" && onCancel) {
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <div className="flex flex-col gap-1.5">
      <textarea
        aria-label={label}
        placeholder={t("contact.notesPlaceholder")}
        value={text}
        rows={2}
        maxLength={20_000}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className={field}
      />
      {(text.trim() || onCancel) && (
        <div className="flex justify-end gap-1.5">
          {onCancel && (
            <Button size="sm" look="quiet" onClick={onCancel}>
              {t("common.cancel")}
            </Button>
          )}
          <Button size="sm" look="soft" onClick={save} disabled={!text.trim()}>
            {t("contact.saveNote")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Note({
  note,
  onEdit,
  onDelete,
}: {
  note: ContactNote;
  onEdit: ((text: string) => void) | null;
  onDelete: () => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [isEditing, setEditing] = useState(false);
  if (isEditing && onEdit) {
    return (
      <NoteField
        label={t("contact.editNote")}
        initial={note.text}
        onCancel={() => setEditing(false)}
        onSave={(text) => {
          onEdit(text);
          setEditing(false);
        }}
      />
    );
  }
  return (
    <div className="group rounded-xl bg-honey-soft px-3 py-2">
      <p className="text-sm break-words whitespace-pre-wrap">{note.text}</p>
      <div className="mt-1 flex items-center gap-1 text-[11px] text-honey">
        <span className="min-w-0 flex-1 truncate">
          {note.author?.name ?? t("contact.formerMember")} · {fullWhen(note.created_at, language)}
          {note.edited_at && ` · ${t("message.edited")}`}
        </span>
        {onEdit && (
          <>
            <button
              type="button"
              aria-label={t("contact.editNote")}
              onClick={() => setEditing(true)}
              className="grid size-6 place-items-center rounded-md hover:bg-honey-line/50 pointer-coarse:size-9"
            >
              <Pencil className="size-3" />
            </button>
            <button
              type="button"
              aria-label={t("contact.deleteNote")}
              onClick={onDelete}
              className="grid size-6 place-items-center rounded-md hover:bg-honey-line/50 pointer-coarse:size-9"
            >
              <Trash2 className="size-3" />
            </button>
          </>
        )}
      </div>
    </div>
  );
}

export function Notes({ contactId }: { contactId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { canReply, canManage } = useAbilities("inbox.manage");
  const me = useMe().member?.id;
  const list = useInfiniteQuery(notesQuery(contactId));
  const { data } = list;
  const { mutate } = useMutation({
    mutationFn: (write: () => Promise<unknown>) => write(),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: notesQuery(contactId).queryKey }),
  });
  return (
    <div className="flex flex-col gap-2">
      {canReply && (
        <NoteField label={t("contact.newNote")} onSave={(text) => mutate(() => addNote(contactId, text))} />
      )}
      <ul className="flex flex-col gap-2">
        {flatten(data).map((note) => {
          const isMine = note.author?.id === me;
          return (
            <li key={note.id}>
              <Note
                note={note}
                onEdit={
                  canReply && (isMine || canManage)
                    ? (text) => mutate(() => editNote(contactId, note.id, text))
                    : null
                }
                onDelete={() => mutate(() => deleteNote(contactId, note.id))}
              />
            </li>
          );
        })}
      </ul>
      <More list={list} size="sm" look="quiet" label={t("contact.moreNotes")} />
    </div>
  );
}
