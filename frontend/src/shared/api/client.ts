import createClient from "openapi-fetch";
import { hearTime } from "@/shared/lib/clock";
import { asApiError, toApiError } from "./errors";
import type { paths } from "./schema";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** The token Django expects back in X-CSRFToken; empty before the first answer of the server. */
export function csrfToken(): string {
  const match = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  return match?.[1] ? decodeURIComponent(match[1]) : "";
}

/** Whether answers of an earlier time were shown because there was no network (worker/sw.ts). */
export const earlier = { wasShown: false };

export const api = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: (request) => globalThis.fetch(request),
});

api.use({
  onRequest({ request }) {
    // The server words the complaints about single fields.
    request.headers.set("Accept-Language", document.documentElement.lang);
    if (!SAFE_METHODS.has(request.method)) request.headers.set("X-CSRFToken", csrfToken());
    return request;
  },
  onResponse({ response }) {
    const isKept = response.headers.has("X-Parlor-Kept");
    earlier.wasShown ||= isKept;
    if (!isKept) hearTime(response.headers.get("Date"));
  },
});

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** Await a client call and return its body, or throw the ApiError the server described. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    throw asApiError(error);
  }
  if (!answer.response.ok) throw toApiError(answer.error, answer.response.status);
  return answer.data as T;
}
