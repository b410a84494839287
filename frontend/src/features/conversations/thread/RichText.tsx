import type { ReactNode } from "react";

const LINK = /(https?:\/\/[^\s<]+[^\s<.,;:!?)\]}'"»*_~])/g;
// Marks count only around whole words: 2*3*4 and snake_case stay what they are.
const MARK =
  /(?<![\w*_~`])(\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*|\*[^\s*](?:[^*\n]*[^\s*])?\*|_[^\s_](?:[^_\n]*[^\s_])?_|~~[^\s~](?:[^~\n]*[^\s~])?~~|~[^\s~](?:[^~\n]*[^\s~])?~|`[^`\n]+`)(?![\w*_~`])/g;

function marked(text: string, isInbound: boolean): ReactNode[] {
  return text.split(MARK).map((part, index) => {
    if (index % 2 === 0) return part;
    const key = `${index}${part}`;
    if (part.startsWith("**")) return <strong key={key}>{part.slice(2, -2)}</strong>;
    // WhatsApp's own star is bold; ours, as in Markdown, is italic.
    if (part.startsWith("*"))
      return isInbound ? (
        <strong key={key}>{part.slice(1, -1)}</strong>
      ) : (
        <em key={key}>{part.slice(1, -1)}</em>
      );
    if (part.startsWith("_")) return <em key={key}>{part.slice(1, -1)}</em>;
    if (part.startsWith("~~")) return <s key={key}>{part.slice(2, -2)}</s>;
    if (part.startsWith("~")) return <s key={key}>{part.slice(1, -1)}</s>;
    return (
      <code key={key} className="rounded bg-ink/8 px-1 font-mono text-[0.92em]">
        {part.slice(1, -1)}
      </code>
    );
  });
}

function called(text: string, names: readonly string[]): { text: string; isName: boolean }[] {
  if (names.length === 0) return [{ text, isName: false }];
  const sorted = [...names].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    `(@(?:${sorted.map((n) => n.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")}))`,
    "g",
  );
  return text.split(pattern).map((part, index) => ({ text: part, isName: index % 2 === 1 }));
}

type RichTextProps = { text: string; isInbound?: boolean; names?: readonly string[] };
const NO_NAMES: readonly string[] = [];

/** Text with its addresses, marks and called names; it stays React's text throughout, so nothing can be injected. */
export function RichText({ text, isInbound = false, names = NO_NAMES }: RichTextProps) {
  return (
    <p className="break-words whitespace-pre-wrap" dir="auto">
      {text.split(LINK).map((part, index) => {
        const key = `${index}${part.slice(0, 12)}`;
        if (index % 2 === 1) {
          return (
            <a
              key={key}
              href={part}
              target="_blank"
              rel="noreferrer noopener"
              className="underline underline-offset-2"
            >
              {part}
            </a>
          );
        }
        return called(part, names).map((piece, at) =>
          piece.isName ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
            <mark key={`${key}${at}`} className="rounded bg-primary-soft px-0.5 font-medium text-primary">
              {piece.text}
            </mark>
          ) : (
            marked(piece.text, isInbound)
          ),
        );
      })}
    </p>
  );
}
