/** Some providers ask for the name and the password apart from the address. */
export function partsOf(url: string): { address: string; user: string; password: string } {
  const found = new URL(url);
  const { username, password } = found;
  found.username = "";
  found.password = "";
  return { address: found.href, user: decodeURIComponent(username), password: decodeURIComponent(password) };
}
