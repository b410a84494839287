/** Twelve that are told apart in both themes; any other may be picked beside them. */
export const COLOURS = [
  "#b4435f",
  "#d1632f",
  "#b98313",
  "#6f8f2c",
  "#2f8a5b",
  "#1f8a92",
  "#2f77b8",
  "#5a63c9",
  "#8a56bd",
  "#b74d9d",
  "#8a6a52",
  "#6b7280",
] as const;

/** The first colour that no label wears yet, else one that few do. */
export function freeColour(worn: readonly string[]): string {
  const count = (colour: string) => worn.filter((one) => one.toLowerCase() === colour).length;
  return COLOURS.reduce<string>((best, one) => (count(one) < count(best) ? one : best), COLOURS[0]);
}
