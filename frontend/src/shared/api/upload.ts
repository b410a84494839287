import { csrfToken } from "./client";
import { ApiError, toApiError } from "./errors";

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * POST files as multipart and report progress from 0 to 1.
 * XMLHttpRequest, because fetch still cannot tell how much of a body has left.
 */
export function upload<T>(
  url: string,
  field: string,
  files: readonly File[],
  onProgress: (share: number) => void = () => {},
): Promise<T> {
  const body = new FormData();
  for (const file of files) body.append(field, file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as T);
      else reject(toApiError(answer, request.status));
    };
    request.onerror = () => reject(new ApiError("offline", ""));
    request.send(body);
  });
}
