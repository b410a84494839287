import { Bold, Code, Italic, Link2, List, type LucideIcon, Quote, Strikethrough } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/shared/ui/IconButton";

export type Mark = "bold" | "italic" | "strike" | "code" | "list" | "quote" | "link";
const ICONS: Record<Mark, LucideIcon> = {
  bold: Bold,
  italic: Italic,
  strike: Strikethrough,
  code: Code,
  list: List,
  quote: Quote,
  link: Link2,
};
export const MARKS = Object.keys(ICONS) as Mark[];
const AROUND: Partial<Record<Mark, string>> = { bold: "**", italic: "_", strike: "~~", code: "`" };
const BEFORE: Partial<Record<Mark, string>> = { list: "- ", quote: "> " };

export type Selection = { text: string; from: number; to: number };

/** The text with the mark put around or before the selection, and what is selected afterwards. */
export function marked({ text, from, to }: Selection, mark: Mark): Selection {
  const chosen = text.slice(from, to);
  const around = AROUND[mark];
  if (around) {
    const next = text.slice(0, from) + around + chosen + around + text.slice(to);
    return { text: next, from: from + around.length, to: to + around.length };
  }
  if (mark === "link") {
    const next = `${text.slice(0, from)}[${chosen}](https://)${text.slice(to)}`;
    const at = from + chosen.length + 11;
    return { text: next, from: at, to: at };
  }
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const lines = text.slice(start, to).split("\n");
  const changed = lines.map((line) => `${BEFORE[mark]}${line}`).join("\n");
  const grown = changed.length - (to - start);
  return { text: text.slice(0, start) + changed + text.slice(to), from: to + grown, to: to + grown };
}

export function FormatBar({ has, onMark }: { has: readonly string[]; onMark: (mark: Mark) => void }) {
  const { t } = useTranslation();
  return (
    <div role="toolbar" aria-label={t("write.format")} className="flex flex-wrap gap-0.5 px-2.5 pt-1">
      {MARKS.filter((mark) => has.includes(mark)).map((mark) => {
        const Icon = ICONS[mark];
        return (
          <IconButton
            key={mark}
            label={t(`write.mark.${mark}`)}
            shortcut={mark === "bold" ? "Ctrl B" : mark === "italic" ? "Ctrl I" : undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onMark(mark)}
            className="size-8"
          >
            <Icon className="size-4" />
          </IconButton>
        );
      })}
    </div>
  );
}
