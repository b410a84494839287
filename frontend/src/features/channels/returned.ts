import { isKind, type Kind } from "./kinds";

/** What the vendor's page gave the browser to bring home, read from the address's fragment. */
export type Returned =
  | { is: "granted"; kind: Kind; code: string; state: string }
  | { is: "refused"; kind: Kind }
  | { is: "nothing" };

export function readReturn(hash: string): Returned {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const kind = given.get("kind");
  const code = given.get("code");
  const state = given.get("state");
  if (!isKind(kind)) return { is: "nothing" };
  if (given.has("error")) return { is: "refused", kind };
  return code && state ? { is: "granted", kind, code, state } : { is: "nothing" };
}
