import type { ReactNode } from "react";

type GroupProps = { title: string; action?: ReactNode; children: ReactNode };

export function PanelGroup({ title, action, children }: GroupProps) {
  return (
    <section className="border-t px-4 py-4">
      <div className="mb-2 flex min-h-7 items-center justify-between gap-2 px-2">
        <h2 className="text-xs font-semibold tracking-normal text-ink-2">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
