import { type KeysOptions, useInboxKeys } from "./useInboxKeys";

/** The keys of the inbox as a part of the page that comes after its first paint. */
export function InboxKeys(props: KeysOptions) {
  useInboxKeys(props);
  return null;
}
