import { EmojiPicker as Picker } from "frimousse";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";

/** All emoji with words to find them by, in the language of the page; keyboard and screen reader included. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Picker.Root
      locale={language}
      emojibaseUrl="/emoji"
      columns={8}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
      className="flex h-80 w-76 flex-col"
    >
      <Picker.Search
        aria-label={t("write.searchEmoji")}
        placeholder={t("write.searchEmoji")}
        className="m-1.5 h-10 rounded-xl border border-line-strong bg-surface px-3 text-sm outline-none focus-visible:border-primary"
      />
      <Picker.Viewport className="relative flex-1 outline-hidden">
        <Picker.Loading className="absolute inset-0 grid place-items-center text-sm text-ink-2">
          {t("common.loading")}
        </Picker.Loading>
        <Picker.Empty className="absolute inset-0 grid place-items-center text-sm text-ink-2">
          {t("inbox.nothingFound")}
        </Picker.Empty>
        <Picker.List
          className="pb-1.5 select-none"
          components={{
            CategoryHeader: ({ category, ...props }) => (
              <div className="bg-surface px-2.5 pt-2 pb-1 text-xs font-medium text-ink-2" {...props}>
                {category.label}
              </div>
            ),
            Row: ({ children, ...props }) => (
              <div className="scroll-my-1.5 px-1.5" {...props}>
                {children}
              </div>
            ),
            Emoji: ({ emoji, ...props }) => (
              <button
                type="button"
                className="grid size-9 place-items-center rounded-lg text-xl data-active:bg-primary-soft"
                {...props}
              >
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </Picker.Viewport>
    </Picker.Root>
  );
}
