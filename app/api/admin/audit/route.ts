/** The audit log as one CSV file, filtered as its page is. Sent as it is read: it may be long. */
import { written } from "@/lib/admin/act";
import { requireAdmin } from "@/lib/admin/require-admin";
import { readAudit } from "@/lib/audit/audit-log";
import { csvHeader, csvLine } from "@/lib/audit/csv";
import { auditFilterNames, type AuditFilterQuery, auditFilterOf } from "@/lib/audit/filter";
import { database } from "@/lib/db/database";
import { isPrefetch } from "@/lib/request";

const BATCH = 500;

export async function GET(request: Request) {
  if (isPrefetch(request.headers)) return new Response(null, { status: 204 });
  const admin = await requireAdmin();
  const parameters = new URL(request.url).searchParams;
  const query = Object.fromEntries(
    auditFilterNames.map((name) => [name, parameters.get(name) || undefined]),
  ) as AuditFilterQuery;
  await written(
    admin,
    {
      action: "audit.exported",
      subject: { kind: "audit_log", id: "audit_log" },
      details: Object.fromEntries(
        Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])),
      ),
    },
    { kind: "ok", value: undefined },
  );
  return new Response(streamOf(lines(query)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="audit-log.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

async function* lines(query: AuditFilterQuery): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(csvHeader());
  let after: string | undefined;
  do {
    const page = await readAudit(database(), { filter: auditFilterOf(query), after, limit: BATCH });
    yield encoder.encode(page.entries.map(csvLine).join(""));
    after = page.next;
  } while (after !== undefined);
}

function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const chunk = await chunks.next();
      if (chunk.done === true) controller.close();
      else controller.enqueue(chunk.value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
