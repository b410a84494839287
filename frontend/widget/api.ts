import type { Identity, Message, Visit } from "./types";

export class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super();
    this.status = status;
  }
}

export type Saying = {
  client_id: string;
  text: string;
  attachments: string[];
  choice: { id: string; title: string } | null;
  details: Record<string, string>;
  page: string;
  language: string;
};

export class Api {
  token = "";
  readonly #root: string;

  constructor(base: string, key: string) {
    this.#root = `${base}/api/widget/${key}/`;
  }

  visit = () => this.#ask<Visit>("visit/", {});
  identify = (who: Identity) => this.#ask<Visit>("identify/", who);
  say = (saying: Saying) => this.#ask("messages/", saying);
  read = () => this.#ask("read/", {});
  thread = (query = "") => this.#ask<{ results: Message[]; has_older: boolean }>(`messages/${query}`);

  upload(file: File) {
    const form = new FormData();
    form.append("file", file);
    return this.#ask<{ id: string; name: string; size: number }>("attachments/", form);
  }

  async #ask<T = unknown>(path: string, body?: object): Promise<T> {
    const headers: Record<string, string> = {};
    if (this.token) headers.Authorization = `Visitor ${this.token}`;
    const isForm = body instanceof FormData;
    if (body && !isForm) headers["Content-Type"] = "application/json";
    const answer = await fetch(this.#root + path, {
      method: body ? "POST" : "GET",
      headers,
      body: body ? (isForm ? body : JSON.stringify(body)) : undefined,
      credentials: "omit",
      cache: "no-store",
    });
    if (!answer.ok) throw new Refused(answer.status);
    const text = await answer.text();
    return (text && JSON.parse(text)) as T;
  }
}
