/** The channels that Parlor knows, in the order in which salons usually connect them. */
export const KINDS = ["whatsapp", "instagram", "messenger", "telegram", "webchat", "email"] as const;

export type Kind = (typeof KINDS)[number];

export function isKind(value: unknown): value is Kind {
  return KINDS.some((kind) => kind === value);
}
