import type { ChannelAccount } from "@/shared/api/types";

/** What tells two accounts of a kind apart: the link customers use without its scheme, else the vendor's id. */
export function handleOf(account: Pick<ChannelAccount, "address" | "external_id" | "kind">): string {
  if (account.kind === "email") return account.external_id;
  return (
    account.address.replace(/^(https?:\/\/|mailto:)(www\.)?/, "").replace(/\/$/, "") || account.external_id
  );
}
