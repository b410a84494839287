/** Passkeys: the browser's half of WebAuthn, in the JSON form that the server speaks. */
type Options = Record<string, unknown>;
type Answer = Record<string, unknown>;

export function hasPasskeys(): boolean {
  return "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;
}

function publicKeyOf<T>(options: Options): T {
  return options.publicKey as T;
}

function answerOf(credential: Credential | null): Answer {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException("No passkey", "NotAllowedError");
  return credential.toJSON() as unknown as Answer;
}

/** Let the person choose one of their passkeys; throws a DOMException when they do not. */
export async function askPasskey(options: Options): Promise<Answer> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(publicKeyOf(options));
  return answerOf(await navigator.credentials.get({ publicKey }));
}

export async function makePasskey(options: Options): Promise<Answer> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(publicKeyOf(options));
  return answerOf(await navigator.credentials.create({ publicKey }));
}
