/** The signed-in person's notes as JSON: how a handler knows who asks. */
import { database } from "@/lib/db/database";
import { ownNotes } from "@/lib/notes/notes";
import { visitorOf } from "@/lib/request";
import { whoami } from "@/lib/session/whoami";

const headers = { "cache-control": "private, no-store" };

export async function GET(request: Request) {
  const who = await whoami(visitorOf(request.headers));
  switch (who.kind) {
    case "session": {
      const notes = who.session.identity ? ownNotes(database(), who.session.identity.id) : undefined;
      return Response.json({ notes: (await notes?.list()) ?? [] }, { headers });
    }
    case "none":
      return Response.json({ error: "Sign in first." }, { status: 401, headers });
    case "aal2":
      return Response.json({ error: "Confirm the second step first." }, { status: 403, headers });
    case "unavailable":
      return Response.json({ error: "The sign-in service does not answer." }, { status: 503, headers });
  }
}
