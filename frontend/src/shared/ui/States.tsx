import { CloudOff } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { cn } from "@/shared/lib/cn";
import { useLate } from "@/shared/lib/useLate";
import { Button } from "./Button";

type EmptyProps = {
  picture: ReactNode;
  title: string;
  /** The heading's level: 1 where this is all there is on the page. */
  heading?: "h1" | "h2";
  text?: string;
  action?: ReactNode;
  className?: string;
};

export function Empty({ picture, title, heading: Heading = "h2", text, action, className }: EmptyProps) {
  return (
    <div className={cn("flex flex-col items-center justify-center gap-2 px-8 py-14 text-center", className)}>
      <div
        aria-hidden="true"
        className="mb-3 grid size-18 place-items-center rounded-[28px] bg-primary-soft text-primary [&>svg]:size-8 [&>svg]:stroke-[1.6]"
      >
        {picture}
      </div>
      <Heading className="text-lg font-semibold">{title}</Heading>
      {text && <p className="max-w-sm text-sm text-pretty text-ink-2">{text}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}

export function Failed({
  error,
  onRetry,
  className,
}: {
  error: unknown;
  onRetry: () => void;
  className?: string;
}) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <div
      role="alert"
      className={cn("flex flex-col items-center justify-center gap-3 px-8 py-14 text-center", className)}
    >
      <CloudOff aria-hidden="true" className="size-9 stroke-[1.5] text-ink-3" />
      <p className="max-w-sm text-sm text-ink-2">{errorText(error)}</p>
      <Button onClick={onRetry}>{t("common.retry")}</Button>
    </div>
  );
}

export function Bone({ className }: { className?: string }) {
  return <div className={cn("rounded-lg bg-line/80 animate-skeleton", className)} />;
}

/** Placeholder rows of the final height; nothing at all for the first 150 ms. */
export function Bones({ rows, className }: { rows: number; className: string }) {
  const { t } = useTranslation();
  const isLate = useLate();
  if (!isLate) return null;
  return (
    <div role="status" aria-label={t("common.loading")} className="flex flex-col gap-3">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders never move
        <Bone key={index} className={className} />
      ))}
    </div>
  );
}
