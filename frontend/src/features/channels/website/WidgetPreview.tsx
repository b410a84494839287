import { MessageCircle } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";

type WidgetPreviewProps = {
  name: string;
  color: string;
  textColor: string;
  position: "left" | "right";
  theme: "auto" | "light" | "dark";
  greeting: string;
};

/** How the chat will stand in the corner of a website: drawn, not the widget itself. */
export function WidgetPreview({ name, color, textColor, position, theme, greeting }: WidgetPreviewProps) {
  const { t } = useTranslation();
  const isDark = theme === "dark";
  const paint = { background: color, color: textColor };
  return (
    <figure
      aria-label={t("channels.website.preview")}
      className="relative flex h-72 flex-col justify-end overflow-hidden rounded-2xl border bg-sunken p-4"
    >
      <div aria-hidden="true" className="absolute inset-x-4 top-4 flex flex-col gap-2.5">
        <span className="h-3.5 w-2/5 rounded bg-line-strong/60" />
        <span className="h-2.5 w-4/5 rounded bg-line" />
        <span className="h-2.5 w-3/5 rounded bg-line" />
      </div>
      <div
        aria-hidden="true"
        className={cn("relative flex flex-col gap-2.5", position === "right" ? "items-end" : "items-start")}
      >
        <div
          className={cn(
            "w-56 overflow-hidden rounded-2xl shadow-float",
            isDark ? "bg-[#1d1a1b] text-[#f4efec]" : "bg-[#ffffff] text-[#221a1d]",
          )}
        >
          <p className="truncate px-3.5 py-2.5 text-sm font-semibold" style={paint}>
            {name}
          </p>
          <p
            className={cn(
              "m-3 line-clamp-3 rounded-xl rounded-bl-sm px-3 py-2 text-[13px]",
              isDark ? "bg-[#322c2e]" : "bg-[#f1edea]",
            )}
          >
            {greeting}
          </p>
        </div>
        <span className="grid size-12 place-items-center rounded-full shadow-float" style={paint}>
          <MessageCircle className="size-5.5" />
        </span>
      </div>
    </figure>
  );
}
