import { useMutation, useQueryClient } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";
import { saveProfile } from "@/features/accounts";
import { HabitsCard } from "@/features/conversations/composer/HabitsCard";
import { useErrorText } from "@/shared/i18n/errorText";
import { sessionQuery, useAbilities, useMe } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { toast } from "@/shared/ui/toast";
import { useForm } from "@/shared/ui/useForm";
import { AvailabilityChoice } from "../layouts/Availability";
import { LanguageChoice, ThemeChoice } from "../layouts/Preferences";
import { useSignOut } from "../layouts/useSignOut";

export function ProfileSettings() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { user } = useMe();
  const { canReply } = useAbilities();
  const leave = useSignOut();
  const form = useForm({ name: user.name });
  const { mutate, isPending } = useMutation({
    mutationFn: () => saveProfile({ name: form.values.name }),
    onSuccess: async () => {
      form.setError(null);
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      toast.success(t("common.saved"));
    },
    onError: (error) => {
      form.setError(error);
      toast.error(errorText(error));
    },
  });
  return (
    <div className="flex flex-col gap-6">
      <Card title={t("settings.profile")} text={user.email}>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            mutate();
          }}
        >
          <TextField
            label={t("auth.name")}
            autoComplete="name"
            required
            value={form.values.name}
            errors={form.fieldErrors.name}
            onChange={(event) => form.set("name", event.target.value)}
          />
          <FormError error={form.error} shownFields={form.fields} />
          <Button look="primary" type="submit" isBusy={isPending} className="self-end">
            {t("common.save")}
          </Button>
        </form>
      </Card>
      <Card title={t("availability.card")} text={t("availability.text")}>
        <AvailabilityChoice />
      </Card>
      {canReply && <HabitsCard />}
      <Card title={t("settings.appearance")} text={t("settings.appearanceText")}>
        <div className="flex flex-col gap-5">
          <ThemeChoice />
          <LanguageChoice />
        </div>
      </Card>
      <Button onClick={leave} className="self-start">
        <LogOut aria-hidden="true" className="size-4" />
        {t("auth.signOut")}
      </Button>
    </div>
  );
}
