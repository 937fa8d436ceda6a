/** The door: the identity service's public API on this origin. */
import { answerAtDoor } from "@/lib/door/door";

async function handle(request: Request, context: { params: Promise<{ path: string[] }> }) {
  return answerAtDoor(request, (await context.params).path.map(decodeSegment));
}

export { handle as GET, handle as HEAD, handle as POST, handle as PUT, handle as PATCH, handle as DELETE };

/** Segments come as they stand in the address. One that can't be decoded, or is encoded twice, is no name of anything. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "%";
  }
}
