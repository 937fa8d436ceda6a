/** A table that scrolls by itself where the window is narrow, reachable by keyboard. */
import type { ReactNode } from "react";

interface DataTableProps {
  /** What the table is of, for assistive tools. */
  caption: string;
  columns: readonly string[];
  children: ReactNode;
}

export function DataTable({ caption, columns, children }: DataTableProps) {
  return (
    <div
      role="region"
      aria-label={caption}
      tabIndex={0}
      className="mt-5 overflow-x-auto rounded-card border border-line bg-surface"
    >
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-muted">
            {columns.map((column) => (
              <th key={column} scope="col" className="px-4 py-3 text-start font-medium whitespace-nowrap">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">{children}</tbody>
      </table>
    </div>
  );
}

export function Cell({ children, isNarrow = false }: { children: ReactNode; isNarrow?: boolean }) {
  return (
    <td
      className={`px-4 py-3 align-top ${isNarrow ? "whitespace-nowrap" : "min-w-40 [overflow-wrap:anywhere]"}`}
    >
      {children}
    </td>
  );
}

/** The cell that names the row. */
export function RowHead({ children }: { children: ReactNode }) {
  return (
    <th scope="row" className="min-w-48 px-4 py-3 text-start align-top font-medium [overflow-wrap:anywhere]">
      {children}
    </th>
  );
}
