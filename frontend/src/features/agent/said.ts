import type { Turn } from "@/shared/api/types";

const PRICE_LISTS = ["find_services", "find_products"];

/** What the assistant answered itself; empty when it called a person instead. */
export function saidBy(turn: Turn): string {
  return turn.handed_off ? "" : turn.answer;
}

/** What a correction of this answer begins with. */
export function correctionOf(turn: Turn): { said: string; isFromPriceList: boolean } {
  const said = saidBy(turn);
  const hasListed = turn.trace.tools.some(({ name }) => PRICE_LISTS.includes(name));
  return { said, isFromPriceList: said !== "" && turn.citations.length === 0 && hasListed };
}
