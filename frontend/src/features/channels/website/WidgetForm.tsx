import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { SelectField, TextArea, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Segmented } from "@/shared/ui/Segmented";
import { toast } from "@/shared/ui/toast";
import { useForm } from "@/shared/ui/useForm";
import { changeWidget, channelsQuery, type WidgetSettings, widgetQuery } from "../api";
import { Switch } from "../components/Switch";
import { useRefusal } from "../useRefusal";
import { BilingualFields } from "./BilingualFields";
import { ColourField } from "./ColourField";
import { QuestionsEditor } from "./QuestionsEditor";
import { originsOf } from "./questions";
import { WidgetPreview } from "./WidgetPreview";

function editable(widget: WidgetSettings) {
  const { name, color, text_color, theme, position, greeting, pre_chat, office_hours, offline } = widget;
  return { name, color, text_color, theme, position, greeting, pre_chat, office_hours, offline };
}

/** Looks and words of a website's chat, with a drawing of how it will stand there. */
export function WidgetForm({ widget }: { widget: WidgetSettings }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const { canManage } = useAbilities("channels.manage");
  const form = useForm(editable(widget));
  const { values, set } = form;
  const { fields: fieldErrors } = useRefusal(form.error);
  const [origins, setOrigins] = useState(widget.allowed_origins.join("\n"));
  const { mutate, isPending } = useMutation({
    mutationFn: () => changeWidget(widget.id, { ...values, allowed_origins: originsOf(origins) }),
    onSuccess: (saved) => {
      client.setQueryData(widgetQuery(widget.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: channelsQuery.queryKey, exact: true });
      form.setError(null);
      toast.success(t("common.saved"));
    },
    onError: form.setError,
  });
  return (
    <Card title={t("channels.website.looks")} text={t("channels.website.looksText")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <fieldset disabled={!canManage} className="flex flex-col gap-6">
          <div className="grid gap-5 md:grid-cols-[minmax(0,1fr)_17rem]">
            <div className="flex flex-col gap-4">
              <TextField
                label={t("channels.name")}
                required
                value={values.name}
                errors={fieldErrors.name}
                onChange={(event) => set("name", event.target.value)}
              />
              <div className="grid grid-cols-2 gap-4">
                <ColourField
                  label={t("channels.website.color")}
                  value={values.color}
                  onChange={(color) => set("color", color)}
                />
                <ColourField
                  label={t("channels.website.textColor")}
                  value={values.text_color}
                  onChange={(color) => set("text_color", color)}
                />
              </div>
              <SelectField
                label={t("channels.website.theme")}
                value={values.theme}
                onChange={(event) => set("theme", event.target.value as typeof values.theme)}
              >
                {(["auto", "light", "dark"] as const).map((theme) => (
                  <option key={theme} value={theme}>
                    {t(`channels.website.themes.${theme}`)}
                  </option>
                ))}
              </SelectField>
              <div>
                <p aria-hidden="true" className="mb-1.5 text-sm font-medium">
                  {t("channels.website.position")}
                </p>
                <Segmented
                  label={t("channels.website.position")}
                  value={values.position}
                  options={[
                    { value: "left", label: t("channels.website.left") },
                    { value: "right", label: t("channels.website.right") },
                  ]}
                  onChange={(position) => set("position", position)}
                />
              </div>
            </div>
            <WidgetPreview
              name={values.name}
              color={values.color}
              textColor={values.text_color}
              position={values.position}
              theme={values.theme}
              greeting={values.greeting[language] || values.greeting.en || values.greeting.uk}
            />
          </div>
          <BilingualFields
            label={t("channels.website.greeting")}
            value={values.greeting}
            errors={fieldErrors.greeting}
            onChange={(greeting) => set("greeting", greeting)}
          />
          <Switch
            label={t("channels.website.preChat")}
            text={t("channels.website.preChatText")}
            isOn={values.pre_chat.is_on}
            isDisabled={!canManage}
            onChange={(is_on) => set("pre_chat", { ...values.pre_chat, is_on })}
          />
          {values.pre_chat.is_on && (
            <QuestionsEditor
              questions={values.pre_chat.questions}
              errors={fieldErrors.pre_chat}
              onChange={(questions) => set("pre_chat", { ...values.pre_chat, questions })}
            />
          )}
          <BilingualFields
            label={t("channels.website.officeHours")}
            hint={t("channels.website.officeHoursHint")}
            value={values.office_hours}
            errors={fieldErrors.office_hours}
            onChange={(office_hours) => set("office_hours", office_hours)}
          />
          <BilingualFields
            label={t("channels.website.offline")}
            hint={t("channels.website.offlineHint")}
            value={values.offline.text}
            errors={fieldErrors.offline}
            onChange={(text) => set("offline", { ...values.offline, text })}
          />
          <Switch
            label={t("channels.website.asksEmail")}
            isOn={values.offline.asks_email}
            isDisabled={!canManage}
            onChange={(asks_email) => set("offline", { ...values.offline, asks_email })}
          />
          <TextArea
            label={t("channels.website.origins")}
            hint={t("channels.website.originsHint")}
            placeholder={"https://salon.ua\n*.salon.ua"}
            spellCheck={false}
            className="min-h-16"
            value={origins}
            errors={fieldErrors.allowed_origins}
            onChange={(event) => setOrigins(event.target.value)}
          />
          <FormError error={form.error} shownFields={[...form.fields, "allowed_origins"]} />
          {canManage && (
            <Button look="primary" type="submit" isBusy={isPending} className="self-end">
              {t("common.save")}
            </Button>
          )}
        </fieldset>
      </form>
    </Card>
  );
}
