import { CheckCheck, Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { Avatar } from "@/shared/ui/Avatar";
import { ChannelBadge } from "@/shared/ui/ChannelIcon";

/** A small staged conversation: what the product does, told in three bubbles. */
export function Scene({ className }: { className?: string }) {
  const { t } = useTranslation();
  return (
    <div
      className={cn(
        "w-full max-w-md rounded-[28px] border bg-paper p-5 text-[15px] text-ink shadow-float",
        className,
      )}
    >
      <div className="mb-5 flex items-center gap-3">
        <span className="relative">
          <Avatar id="dana-7" name={t("scene.customer")} />
          <ChannelBadge kind="whatsapp" className="absolute -right-1 -bottom-0.5 ring-paper" />
        </span>
        <span>
          <span className="block font-semibold">{t("scene.customer")}</span>
          <span className="block text-xs text-ink-2">WhatsApp</span>
        </span>
      </div>
      <div className="flex flex-col gap-2.5">
        <p className="max-w-[80%] self-start rounded-[20px] rounded-bl-md border bg-surface px-3.5 py-2 shadow-card">
          {t("scene.question")}
        </p>
        <div className="max-w-[86%] self-end rounded-[20px] rounded-br-md border border-sage-line bg-sage-soft px-3.5 py-2">
          <p className="mb-0.5 flex items-center gap-1.5 text-xs font-medium text-sage">
            <Sparkles className="size-3" />
            {t("message.agent")}
          </p>
          <p>{t("scene.answer")}</p>
          <p className="mt-1 flex items-center justify-between gap-4 text-[11px] text-ink-2">
            <span className="font-semibold text-sage underline decoration-dotted underline-offset-2">
              {t("scene.source")}
            </span>
            <span className="flex items-center gap-1">
              10:42 <CheckCheck className="size-3.5 text-primary" />
            </span>
          </p>
        </div>
        <p className="max-w-[80%] self-start rounded-[20px] rounded-bl-md border bg-surface px-3.5 py-2 shadow-card">
          {t("scene.thanks")}
        </p>
        <p className="max-w-[86%] self-end rounded-[20px] rounded-br-md bg-bubble-out px-3.5 py-2">
          {t("scene.person")}
        </p>
      </div>
    </div>
  );
}
