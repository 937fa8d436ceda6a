import "server-only";
import { headers } from "next/headers";
import { OWN_HEADERS } from "@/lib/request";

/** The nonce of this request's content security policy; empty where the middleware did not run. */
export async function getNonce(): Promise<string> {
  return (await headers()).get(OWN_HEADERS.nonce) ?? "";
}
