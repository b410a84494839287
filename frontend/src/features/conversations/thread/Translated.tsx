import { Languages } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import { useTranslationOf } from "./translations";

/** A message in the reader's language, under its own words. */
export function Translated({ message }: { message: Message }) {
  const { t } = useTranslation();
  const translation = useTranslationOf(message);
  if (!translation) return null;
  return (
    <div role="status" className="border-t border-ink/10 pt-1.5">
      <p className="flex items-center gap-1 text-xs text-ink-2">
        <Languages aria-hidden="true" className="size-3" />
        {t(translation.text === null ? "thread.translating" : "thread.translation")}
      </p>
      {translation.text && (
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
          {translation.text}
        </p>
      )}
    </div>
  );
}
