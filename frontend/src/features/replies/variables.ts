/** The variables that the server fills; fields of the business's own are `contact.custom.<key>`. */
export const VARIABLES = [
  "contact.first_name",
  "contact.name",
  "contact.phone",
  "contact.email",
  "agent.first_name",
  "agent.name",
  "agent.email",
  "business.name",
  "business.phone",
  "business.address",
  "business.website",
  "channel.name",
] as const;
export const CUSTOM = "contact.custom.";

const PATTERN = /\{\{\s*([a-z_]+(?:\.[\p{L}\p{N}_-]+)+)\s*(?:\|([^{}]*))?\}\}/gu;

export type Piece = { text: string; variable: string | null; isKnown: boolean };

function isKnown(name: string): boolean {
  return (VARIABLES as readonly string[]).includes(name) || name.startsWith(CUSTOM);
}

/** The text cut at its variables, each filled from `values`, else with its fallback, else with nothing. */
export function filled(text: string, values: Readonly<Record<string, string>>): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(PATTERN)) {
    if (match.index > from)
      pieces.push({ text: text.slice(from, match.index), variable: null, isKnown: true });
    const name = match[1] ?? "";
    pieces.push({
      text: values[name] || (match[2] ?? "").trim(),
      variable: name,
      isKnown: isKnown(name),
    });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), variable: null, isKnown: true });
  return pieces;
}

/** `text` with the variable in place of what is selected, and where the caret goes. */
export function inserted(text: string, name: string, start: number, end: number) {
  const piece = `{{${name}}}`;
  return { text: text.slice(0, start) + piece + text.slice(end), caret: start + piece.length };
}
