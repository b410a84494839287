import { Popover } from "radix-ui";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

const TurnTrace = lazy(async () => ({ default: (await import("./TurnTrace")).TurnTrace }));

/** The small "Why?" on each of the assistant's messages. */
export function Why({ turnId }: { turnId: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className="mr-auto rounded-md px-1 py-0.5 font-semibold text-sage underline decoration-dotted underline-offset-2 hover:decoration-solid pointer-coarse:min-h-9">
        {t("trace.why")}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={t("trace.title")}
          collisionPadding={12}
          sideOffset={6}
          className="z-40 max-h-[min(32rem,70dvh)] w-[min(24rem,92vw)] overflow-y-auto rounded-2xl border bg-surface p-4 shadow-float animate-rise"
        >
          <h2 className="mb-3 text-sm font-semibold">{t("trace.title")}</h2>
          <Suspense fallback={null}>
            <TurnTrace turnId={turnId} />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
