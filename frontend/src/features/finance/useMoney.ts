import type { QueryClient } from "@tanstack/react-query";
import { useAbilities } from "@/shared/session";
import { useDeed } from "@/shared/ui/useDeed";
import { MONEY, PLANS } from "./api";

const SHOWN = [MONEY, PLANS];

/** Fetch everything about money again, and the plan's own page with it. */
export async function fetchAgain(client: QueryClient): Promise<void> {
  await Promise.all(SHOWN.map((queryKey) => client.invalidateQueries({ queryKey })));
}

/** Do something about money, then fetch everything about it again. */
export function useMoney<A, R>(act: (wanted: A) => Promise<R>, said?: string, onDone?: (result: R) => void) {
  return useDeed({ deed: act, keys: SHOWN, said, onDone });
}

/** Whether one moves money here: the owner, and who else was allowed to. */
export function useMovesMoney(): boolean {
  return useAbilities("plan.manage").canManage;
}
