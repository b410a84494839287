import type { ReactNode } from "react";

type Props = { title: string; text?: ReactNode; action?: ReactNode };

/** The heading of a page of the console. */
export function ConsoleTitle({ title, text, action }: Props) {
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-3">
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold">{title}</h1>
        {text && <p className="mt-0.5 text-sm text-ink-2">{text}</p>}
      </div>
      {action}
    </header>
  );
}
