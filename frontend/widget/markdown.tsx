import type { ComponentChildren } from "preact";

const INLINE =
  /(`[^`\n]+`)|\*\*([^*\n]+)\*\*|~~([^~\n]+)~~|(^|[^\w*])[*_]([^*_\s][^*_\n]*)[*_](?![\w*])|\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)|(https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?])/g;

function link(href: string, label: string) {
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {label}
    </a>
  );
}

/** The little markdown of a chat, as elements: text from outside never becomes markup. */
export function inline(text: string): ComponentChildren[] {
  const found: ComponentChildren[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, bold, strike, before, italic, label, href, bare] = match;
    if (match.index > at) found.push(text.slice(at, match.index));
    if (code) found.push(<code>{code.slice(1, -1)}</code>);
    else if (bold) found.push(<strong>{bold}</strong>);
    else if (strike) found.push(<s>{strike}</s>);
    else if (italic) found.push(before, <em>{italic}</em>);
    else if (label && href) found.push(link(href, label));
    else if (bare) found.push(link(bare, bare));
    at = match.index + whole.length;
  }
  if (at < text.length) found.push(text.slice(at));
  return found;
}

const BULLET = /^\s*[-*•]\s+/;

export function Markdown({ text }: { text: string }) {
  const blocks: ComponentChildren[] = [];
  let items: string[] = [];
  const flush = () => {
    if (items.length > 0) {
      blocks.push(
        <ul>
          {items.map((item) => (
            <li key={item}>{inline(item)}</li>
          ))}
        </ul>,
      );
    }
    items = [];
  };
  for (const line of text.split("\n")) {
    if (BULLET.test(line)) items.push(line.replace(BULLET, ""));
    else {
      flush();
      blocks.push(<p>{line ? inline(line) : <br />}</p>);
    }
  }
  flush();
  return <>{blocks}</>;
}
