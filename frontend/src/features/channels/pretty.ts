/** A webhook's body for people: JSON indented, anything else (mails, cut bodies) as it came. */
export function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
