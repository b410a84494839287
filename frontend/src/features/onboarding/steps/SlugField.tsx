import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useDebounced } from "@/shared/lib/useDebounced";
import { TextField } from "@/shared/ui/Field";
import { slugQuery } from "../api";

type SlugFieldProps = { own: string; value: string; errors?: string[]; onChange: (slug: string) => void };

/** The workspace's address, looked up while it is typed. */
export function SlugField({ own, value, errors, onChange }: SlugFieldProps) {
  const { t } = useTranslation();
  const settled = useDebounced(value, 300);
  const { data } = useQuery({ ...slugQuery(settled), enabled: settled !== "" && settled !== own });
  const base = window.location.host.split(".").slice(1).join(".");
  const isJudged = data !== undefined && settled === value && value !== own;
  return (
    <TextField
      label={t("auth.workspaceAddress")}
      required
      autoCapitalize="none"
      spellCheck={false}
      value={value}
      errors={errors}
      suffix={`.${base}`}
      onChange={(event) => onChange(event.target.value.toLowerCase().replace(/[^a-z0-9-]/g, ""))}
      hint={
        !isJudged ? (
          t("welcome.brand.addressHint")
        ) : data.available ? (
          <span className="flex items-center gap-1.5 text-sage">
            <CircleCheck aria-hidden="true" className="size-4" />
            {t("welcome.brand.addressMoves")}
          </span>
        ) : (
          <span className="flex flex-wrap items-center gap-1.5 text-danger">
            <CircleX aria-hidden="true" className="size-4" />
            {t(`auth.slugNot.${data.reason ?? "taken"}`)}
            {data.suggestion && (
              <button
                type="button"
                className="font-semibold underline underline-offset-2"
                onClick={() => onChange(data.suggestion ?? value)}
              >
                {t("auth.slugTry", { slug: data.suggestion })}
              </button>
            )}
          </span>
        )
      }
    />
  );
}
