import { cn } from "@/shared/lib/cn";

const COLOURS = 8;

/** The same id always gets the same colour, on every device. */
export function colourOf(id: string): number {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return hash % COLOURS;
}

export function initials(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N}\s]/gu, " ")
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) =>
    word ? Array.from(word)[0] : "",
  );
  return letters.join("").toLocaleUpperCase() || "·";
}

const SIZES = { sm: "size-7 text-[11px]", md: "size-10 text-sm", lg: "size-16 text-xl" };

/** A picture, not text: the initials are drawn by CSS, so that they belong to no accessible name. */
export function Avatar({
  id,
  name,
  size = "md",
  className,
}: {
  id: string;
  name: string;
  size?: keyof typeof SIZES;
  className?: string;
}) {
  const colour = colourOf(id);
  return (
    <span
      aria-hidden="true"
      data-initials={initials(name)}
      className={cn(
        "grid shrink-0 place-items-center rounded-full font-semibold tracking-tight select-none before:content-[attr(data-initials)]",
        SIZES[size],
        className,
      )}
      style={{ background: `var(--av-${colour})`, color: `var(--av-${colour}-ink)` }}
    />
  );
}
