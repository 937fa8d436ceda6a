/** The audit log as one CSV file, filtered as its page is. Sent as it is read: it may be long. */
import { written } from "@/lib/admin/act";
import { requireAdmin } from "@/lib/admin/require-admin";
import { type AuditFilter, readAudit } from "@/lib/audit/audit-log";
import { csvHeader, csvLine } from "@/lib/audit/csv";
import { auditFilterNames, type AuditFilterQuery, auditFilterOf } from "@/lib/audit/filter";
import { database } from "@/lib/db/database";
import { goTo } from "@/lib/forms/answer";
import { isPrefetch, visitorOf } from "@/lib/request";
import { isFromElsewhere } from "@/lib/security/same-origin";

const PAGE = "/admin/audit";
const BATCH = 500;

export async function GET(request: Request) {
  if (isPrefetch(request.headers)) return new Response(null, { status: 204 });
  const admin = await requireAdmin();
  const visitor = visitorOf(request.headers);
  // Another site's link leads to the page: a download is written down, and somebody has to want it.
  if (isFromElsewhere(request.headers)) return goTo(request, visitor, { to: { kind: "own", path: PAGE } });
  const parameters = new URL(request.url).searchParams;
  const query = Object.fromEntries(
    auditFilterNames.map((name) => [name, parameters.get(name) || undefined]),
  ) as AuditFilterQuery;
  const filter = auditFilterOf(query);
  await written(
    admin,
    {
      action: "audit.exported",
      subject: { kind: "audit_log", id: "audit_log" },
      details: Object.fromEntries(
        Object.entries(filter).flatMap(([name, value]: [string, string | undefined]) =>
          value ? [[name, value]] : [],
        ),
      ),
    },
    { kind: "ok", value: undefined },
  );
  return new Response(streamOf(lines(filter)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="audit-log.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

async function* lines(filter: AuditFilter): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(csvHeader());
  let after: string | undefined;
  do {
    const page = await readAudit(database(), { filter, after, limit: BATCH });
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
