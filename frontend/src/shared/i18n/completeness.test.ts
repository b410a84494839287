import en from "./en";
import enConsole from "./en/console";
import enVisit from "./en/visit.json";
import uk from "./uk";
import ukConsole from "./uk/console";
import ukVisit from "./uk/visit.json";

const SOURCES = import.meta.glob<string>("/src/**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});
// Names that are written alike everywhere: those of the channels, and of mail providers.
const KINDS = Object.values(en.channels.kind).map(({ name }) => name);
const SAME = KINDS.filter((name) => Object.values(uk.channels.kind).some((kind) => kind.name === name));
const BRANDS = new RegExp([...SAME, "Postmark", "SendGrid", "Mailgun", "Amazon SES"].join("|"), "g");
const PLURALS = { en: ["one", "other"], uk: ["one", "few", "many", "other"] };

function leaves(texts: object, prefix = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [name, value] of Object.entries(texts)) {
    if (typeof value === "string") all.set(prefix + name, value);
    else for (const [key, text] of leaves(value, `${prefix}${name}.`)) all.set(key, text);
  }
  return all;
}

function stems(texts: Map<string, string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const key of texts.keys()) {
    const [, stem = key, form] = /^(.*)_(one|few|many|other)$/.exec(key) ?? [];
    found.set(stem, [...(found.get(stem) ?? []), ...(form ? [form] : [])]);
  }
  return found;
}

function blanks(text: string): string[] {
  return [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
}

const english = leaves({
  ...en,
  ...enConsole,
  ...enVisit,
  errors: { ...en.errors, ...enVisit.errors, ...enConsole.errors },
});
const ukrainian = leaves({
  ...uk,
  ...ukConsole,
  ...ukVisit,
  errors: { ...uk.errors, ...ukVisit.errors, ...ukConsole.errors },
});

describe("the translations", () => {
  it("have the same keys in both languages", () => {
    expect([...stems(ukrainian).keys()].sort()).toEqual([...stems(english).keys()].sort());
  });

  it("have every plural form of each language", () => {
    const incomplete = (texts: Map<string, string>, forms: string[]) =>
      [...stems(texts)].filter(([, found]) => found.length > 0 && found.join() !== forms.join());

    expect(incomplete(english, PLURALS.en)).toEqual([]);
    expect(incomplete(ukrainian, PLURALS.uk)).toEqual([]);
  });

  it("fill in the same blanks", () => {
    const differing = [...english].filter(([key, text]) => {
      const other = ukrainian.get(key);
      // English "one" means one; Ukrainian "one" is 21 and 31 too, and has to say which.
      const said = (of: string) =>
        blanks(of).filter((blank) => !key.endsWith("_one") || blank !== "{{count}}");
      return other !== undefined && said(other).join() !== said(text).join();
    });

    expect(differing).toEqual([]);
  });

  it("are written in Ukrainian letters", () => {
    const english = [...ukrainian].filter(
      ([, text]) =>
        /[a-z]{4,}/i.test(text.replace(/\{\{.*?\}\}/g, "").replace(BRANDS, "")) && !/[а-яіїєґ]/i.test(text),
    );

    expect(english).toEqual([]);
  });

  it("have no key that nobody uses", () => {
    const code = Object.values(SOURCES).join("\n");
    const templates = [...code.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map((match) => match[1] ?? "");
    const quoted = new Set([...code.matchAll(/(?<=")[\w.]+(?=")/g)].map(([name]) => name));
    const unused = [...stems(english).keys()].filter(
      (key) => !quoted.has(key) && !templates.some((template) => key.startsWith(template)),
    );

    expect(unused).toEqual([]);
  });
});
