import { useTranslation } from "react-i18next";
import { useAbilities } from "@/shared/session";
import { SelectField, TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { type CannedReply, keys, type Scope, saveReply } from "../api";
import { ReplyFiles } from "./ReplyFiles";
import { type OwnField, VariableText } from "./VariableText";

type Named = { id: string; name: string };
export type ReplyPlaces = {
  teams: readonly Named[];
  channels: readonly Named[];
  ownFields: readonly OwnField[];
};

const SCOPES: readonly Scope[] = ["everyone", "team", "channel", "own"];

export function ReplyForm({
  reply,
  text = "",
  places,
  onClose,
}: {
  reply: CannedReply | null;
  /** What a new one begins with. */
  text?: string;
  places: ReplyPlaces;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { canManage } = useAbilities("inbox.manage");
  const form = useForm({
    shortcut: reply?.shortcut ?? "",
    title: reply?.title ?? "",
    text: reply?.text ?? text,
    scope: reply?.scope ?? (canManage ? "everyone" : "own"),
    team: reply?.team?.id ?? "",
    channel: reply?.channel?.id ?? "",
    attachments: (reply?.attachments ?? []).map(({ id, name }) => ({ id, name })),
  });
  const { values, set, setValues, fieldErrors } = form;
  const saving = useSave({
    save: () =>
      saveReply(reply?.id ?? null, {
        ...values,
        team: values.scope === "team" ? values.team || null : null,
        channel: values.scope === "channel" ? values.channel || null : null,
        attachments: values.attachments.map((file) => file.id),
      }),
    key: keys.replies,
    setError: form.setError,
    fieldOf: { shortcut_taken: "shortcut" },
    onSaved: onClose,
  });
  // Agents keep their own and their teams' replies; what everyone uses is for those who run the workspace.
  const scopes = canManage ? SCOPES : SCOPES.filter((scope) => scope === "own" || scope === "team");
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={reply ? `/${reply.shortcut}` : t("replySettings.add")}
      className="md:w-[min(40rem,92vw)]"
    >
      <SettingsForm
        onSave={saving.mutate}
        isSaving={saving.isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t("replySettings.shortcut")}
            hint={t("replySettings.shortcutHint")}
            required
            prefix="/"
            maxLength={40}
            autoComplete="off"
            autoCapitalize="none"
            value={values.shortcut}
            errors={fieldErrors.shortcut}
            onChange={(event) => set("shortcut", event.target.value.replace(/^\/|\s/g, ""))}
          />
          <TextField
            label={t("replySettings.title")}
            maxLength={120}
            value={values.title}
            errors={fieldErrors.title}
            onChange={(event) => set("title", event.target.value)}
          />
        </div>
        <VariableText
          label={t("replySettings.text")}
          value={values.text}
          onChange={(text) => set("text", text)}
          errors={fieldErrors.text}
          ownFields={places.ownFields}
        />
        <ReplyFiles
          files={values.attachments}
          onChange={(change) => setValues((old) => ({ ...old, attachments: change(old.attachments) }))}
          errors={fieldErrors.attachments}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            label={t("replySettings.scope")}
            value={values.scope}
            errors={fieldErrors.scope}
            onChange={(event) => set("scope", event.target.value as Scope)}
          >
            {scopes.map((scope) => (
              <option key={scope} value={scope}>
                {t(`replySettings.scopes.${scope}`)}
              </option>
            ))}
          </SelectField>
          {(values.scope === "team" || values.scope === "channel") && (
            <SelectField
              label={t(`replySettings.place.${values.scope}`)}
              required
              value={values[values.scope]}
              errors={fieldErrors[values.scope]}
              onChange={(event) => set(values.scope as "team" | "channel", event.target.value)}
            >
              <option value="" />
              {(values.scope === "team" ? places.teams : places.channels).map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
          )}
        </div>
      </SettingsForm>
    </Modal>
  );
}
