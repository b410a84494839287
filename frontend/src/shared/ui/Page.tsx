import type { ReactNode } from "react";

type PageProps = { title: string; text?: string; action?: ReactNode; children: ReactNode };

/** A scrolling page of the shell with its heading. */
export function Page({ title, text, action, children }: PageProps) {
  return (
    // What is hidden for the eye only stands where it scrolls, or it would make the document longer.
    <div className="relative h-full overflow-y-auto">
      <div className="mx-auto w-full max-w-5xl px-4 pt-6 pb-16 md:px-10 md:pt-10">
        <header className="mb-6 flex flex-wrap items-end justify-between gap-4">
          <div>
            <h1 className="text-2xl font-semibold md:text-[28px]">{title}</h1>
            {text && <p className="mt-1 max-w-2xl text-ink-2">{text}</p>}
          </div>
          {action}
        </header>
        {children}
      </div>
    </div>
  );
}
