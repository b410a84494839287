import { stored } from "@/shared/lib/stored";
import { uuid } from "@/shared/lib/uuid";

const REF = "ref";
const DEVICE = "device";

function deviceId(): string {
  const known = stored.get(DEVICE);
  if (known) return known;
  const made = uuid();
  stored.set(DEVICE, made);
  return made;
}

/** Keep the code of a link such as `/sign-up?ref=ABCD2345`, so that looking around first loses it for nobody. */
export function keepReferral(search = window.location.search): void {
  const code = new URLSearchParams(search).get("ref")?.trim();
  if (code) stored.set(REF, code.slice(0, 40));
}

/** Who recommended Parlor to this browser, and which browser it is. */
export function recommendation(): { ref?: string; device: string } {
  keepReferral();
  const ref = stored.get(REF);
  return { ...(ref ? { ref } : {}), device: deviceId() };
}
