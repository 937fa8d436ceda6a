/**
 * A table. Where the window is narrow its rows stand as cards, each value behind its column's name; roles are said
 * outright, for an element that is no longer laid out as a table loses its own.
 */
import { cloneElement, isValidElement, Children, type ReactElement, type ReactNode } from "react";

interface DataTableProps {
  /** What the table is of, for assistive tools. */
  caption: string;
  columns: readonly string[];
  children: ReactElement<RowProps>[];
}

export function DataTable({ caption, columns, children }: DataTableProps) {
  return (
    <div
      role="region"
      aria-label={caption}
      tabIndex={0}
      className="mt-5 overflow-x-auto rounded-card border border-line bg-surface"
    >
      <table role="table" className="block w-full border-collapse text-sm sm:table">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="sr-only sm:not-sr-only sm:table-header-group">
          <tr role="row" className="border-b border-line text-muted">
            {columns.map((column) => (
              <th
                key={column}
                role="columnheader"
                scope="col"
                className="px-4 py-3 text-start font-medium whitespace-nowrap"
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="block divide-y divide-line sm:table-row-group">
          {children.map((row) => cloneElement(row, { columns }))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  /** Given by the table. */
  columns?: readonly string[];
  /** One cell for each column. */
  children: ReactNode;
}

export function Row({ columns = [], children }: RowProps) {
  return (
    <tr role="row" className="block py-2 sm:table-row sm:py-0">
      {Children.map(children, (cell, index) =>
        isValidElement<CellProps>(cell) ? cloneElement(cell, { column: columns[index] }) : cell,
      )}
    </tr>
  );
}

interface CellProps {
  /** The column's name, given by the row. */
  column?: string | undefined;
  children: ReactNode;
}

export function Cell({ children, column, isNarrow = false }: CellProps & { isNarrow?: boolean }) {
  return (
    <td
      role="cell"
      data-column={column}
      className={`flex justify-between gap-4 px-4 py-1.5 align-top before:shrink-0 before:text-muted before:content-[attr(data-column)] sm:table-cell sm:py-3 sm:before:content-none ${isNarrow ? "sm:whitespace-nowrap" : "[overflow-wrap:anywhere] sm:min-w-40"}`}
    >
      <div className="min-w-0 text-end sm:text-start">{children}</div>
    </td>
  );
}

/** The cell that names the row. */
export function RowHead({ children }: CellProps) {
  return (
    <th
      role="rowheader"
      scope="row"
      className="block px-4 py-1.5 text-start align-top font-medium [overflow-wrap:anywhere] sm:table-cell sm:min-w-48 sm:py-3"
    >
      {children}
    </th>
  );
}
