/** Reads a posted form, within bounds. */
import { type Fields, fieldsShape } from "./fields";

/** WebAuthn answers are the largest that a flow posts, by far below this. */
export const MAX_BODY_BYTES = 1024 * 1024;

export type FormResult =
  | { kind: "form"; fields: Fields }
  /** 413: too large; 415: no form; 400: a form that can't be one of ours. */
  | { kind: "refused"; status: 400 | 413 | 415 };

export async function readForm(request: Request): Promise<FormResult> {
  const contentType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (contentType !== "application/x-www-form-urlencoded" && contentType !== "multipart/form-data") {
    return { kind: "refused", status: 415 };
  }
  const body = await readBounded(request, MAX_BODY_BYTES);
  if (!body) return { kind: "refused", status: 413 };
  try {
    // FormData knows both encodings, as the browser writes them.
    const copy = new Response(body, {
      headers: { "content-type": request.headers.get("content-type") ?? "" },
    });
    const { success, data } = fieldsShape.safeParse([...(await copy.formData())]);
    return success ? { kind: "form", fields: data } : { kind: "refused", status: 400 };
  } catch {
    return { kind: "refused", status: 400 };
  }
}

/** @returns undefined as soon as there is more than `maxBytes` */
export async function readBounded(
  message: Pick<Request, "headers" | "body">,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(message.headers.get("content-length") ?? 0) > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of message.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(bytes);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
