import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Availability, presenceQuery, setAvailability } from "@/features/team";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities, useMe } from "@/shared/session";
import { MenuLabel, MenuRadioGroup, MenuRadioItem, MenuSeparator } from "@/shared/ui/Menu";
import { PresenceDot } from "@/shared/ui/PresenceDot";
import { Segmented } from "@/shared/ui/Segmented";
import { toast } from "@/shared/ui/toast";

const CHOICES: readonly Availability[] = ["online", "busy", "away"];

/** What I said about being here, and the way to say something else; null for those who only look on. */
export function useAvailability() {
  const client = useQueryClient();
  const errorText = useErrorText();
  const me = useMe().member?.id;
  const { canReply } = useAbilities();
  const { data } = useQuery(presenceQuery);
  const { mutate } = useMutation({
    mutationFn: setAvailability,
    onSuccess: (row) =>
      client.setQueryData(presenceQuery.queryKey, (rows) =>
        rows?.map((one) => (one.id === row.id ? row : one)),
      ),
    onError: (error) => toast.error(errorText(error)),
  });
  const own = data?.find((row) => row.id === me);
  return { own: canReply ? (own ?? null) : null, choose: mutate };
}

export function AvailabilityItems() {
  const { t } = useTranslation();
  const { own, choose } = useAvailability();
  if (!own) return null;
  return (
    <>
      <MenuLabel>{t("availability.title")}</MenuLabel>
      <MenuRadioGroup value={own.availability} onValueChange={(next) => choose(next as Availability)}>
        {CHOICES.map((one) => (
          <MenuRadioItem key={one} value={one}>
            <span className="flex items-center gap-2.5">
              <span aria-hidden="true">
                <PresenceDot state={one} />
              </span>
              {t(`availability.${one}`)}
            </span>
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      <MenuSeparator />
    </>
  );
}

export function AvailabilityChoice() {
  const { t } = useTranslation();
  const { own, choose } = useAvailability();
  if (!own) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <span className="text-sm font-medium">{t("availability.title")}</span>
      <Segmented
        label={t("availability.title")}
        value={own.availability}
        onChange={choose}
        options={CHOICES.map((one) => ({ value: one, label: t(`availability.${one}`) }))}
      />
    </div>
  );
}
