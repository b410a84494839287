export type Template = { name: string; language: string; body: string };

/**
 * The approved templates of a channel account. Where the list is kept plugs in here; until it does there is none,
 * and a template is named by hand.
 */
let source: (account: string) => Promise<readonly Template[]> = async () => [];

export function templatesOf(account: string): Promise<readonly Template[]> {
  return source(account);
}

export function takeTemplatesFrom(next: typeof source): void {
  source = next;
}

/** The highest {{n}} of a body: how many values it asks for. */
export function slotsIn(body: string): number {
  return Math.max(0, ...[...body.matchAll(/\{\{(\d+)\}\}/g)].map((match) => Number(match[1])));
}

export function filled(body: string, values: readonly string[]): string {
  return body.replace(/\{\{(\d+)\}\}/g, (blank, number) => values[Number(number) - 1] || blank);
}

export function contentOf(template: Template, values: readonly string[]): Record<string, unknown> {
  const parameters = values.map((text) => ({ type: "text", text }));
  return {
    name: template.name,
    language: template.language,
    components: parameters.length ? [{ type: "body", parameters }] : [],
    preview: filled(template.body, values),
  };
}
