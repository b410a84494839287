/** What the backend says when it refuses: `{code, message, fields}` with the HTTP status beside it. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: Record<string, string[]>;
  readonly data: Record<string, unknown>;

  constructor(
    code: string,
    message: string,
    options: { status?: number; fields?: Record<string, string[]>; data?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = options.status ?? 0;
    this.fields = options.fields ?? {};
    this.data = options.data ?? {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Turn any answer body into an ApiError; a body without our shape (a proxy's page, say) becomes code "unexpected". */
export function toApiError(body: unknown, status: number): ApiError {
  if (isRecord(body) && typeof body.code === "string") {
    return new ApiError(body.code, typeof body.message === "string" ? body.message : "", {
      status,
      fields: isRecord(body.fields) ? (body.fields as Record<string, string[]>) : {},
      data: isRecord(body.data) ? body.data : {},
    });
  }
  return new ApiError("unexpected", "", { status });
}

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  // fetch rejects with a TypeError only when no answer came at all.
  if (error instanceof TypeError) return new ApiError("offline", "");
  return new ApiError("unexpected", error instanceof Error ? error.message : "");
}
