import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { cn } from "@/shared/lib/cn";
import type { PageName } from "../sections";

export type Column<T> = {
  name: string;
  title: string;
  cell: (row: T) => ReactNode;
  isNumber?: boolean;
  /** Left out on a phone, where the row's own page has it. */
  isWide?: boolean;
};

type Props<T> = {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
};

/** A list with a heading per column; what does not fit scrolls inside its own frame. */
export function Table<T>({ label, columns, rows, keyOf }: Props<T>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="overflow-x-auto rounded-2xl border bg-surface">
      <table className="w-full text-left text-sm">
        <thead className="border-b text-[13px] text-ink-3">
          <tr>
            {columns.map(({ name, title, isNumber, isWide }) => (
              <th
                key={name}
                scope="col"
                className={cn(
                  "px-4 py-2.5 font-medium whitespace-nowrap",
                  isNumber && "text-right",
                  isWide && "max-md:hidden",
                )}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map((row) => (
            <tr key={keyOf(row)} className="hover:bg-sunken/60">
              {columns.map(({ name, cell, isNumber, isWide }) => (
                <td
                  key={name}
                  className={cn(
                    "px-4 py-2.5 align-top",
                    isNumber && "text-right tabular-nums",
                    isWide && "max-md:hidden",
                  )}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The name of a row, which leads to its page. */
export function RowLink({ page, id, children }: { page: PageName; id: string; children: ReactNode }) {
  return (
    <Link
      to="/console/$page/$id"
      params={{ page, id }}
      className="font-semibold text-ink underline-offset-4 hover:text-primary hover:underline"
    >
      {children}
    </Link>
  );
}
