/**
 * A table. Where the window is narrow its rows stand as cards, each value behind its column's name; roles are said
 * outright, for an element that is no longer laid out as a table loses its own.
 */
import type { ReactNode } from "react";

export interface Column<Row> {
  name: string;
  /** `head` names the row; what is `narrow` stays on one line. */
  kind?: "head" | "narrow";
  cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** What the table is of, for assistive tools. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** What tells a row from all others. */
  keyOf: (row: Row) => string;
}

export function DataTable<Row>({ caption, columns, rows, keyOf }: DataTableProps<Row>) {
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
            {columns.map(({ name }) => (
              <th
                key={name}
                role="columnheader"
                scope="col"
                className="px-4 py-3 text-start font-medium whitespace-nowrap"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="block divide-y divide-line sm:table-row-group">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row" className="block py-2 sm:table-row sm:py-0">
              {columns.map((column) => (
                <Cell key={column.name} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column: { name, kind, cell }, row }: { column: Column<Row>; row: Row }) {
  if (kind === "head") {
    return (
      <th
        role="rowheader"
        scope="row"
        className="block px-4 py-1.5 text-start align-top font-medium [overflow-wrap:anywhere] sm:table-cell sm:min-w-48 sm:py-3"
      >
        {cell(row)}
      </th>
    );
  }
  return (
    <td
      role="cell"
      data-column={name}
      className={`flex justify-between gap-4 px-4 py-1.5 align-top before:shrink-0 before:text-muted before:content-[attr(data-column)] sm:table-cell sm:py-3 sm:before:content-none ${kind === "narrow" ? "sm:whitespace-nowrap" : "[overflow-wrap:anywhere] sm:min-w-40"}`}
    >
      <div className="min-w-0 text-end sm:text-start">{cell(row)}</div>
    </td>
  );
}
