import "server-only";
import { headers } from "next/headers";
import { requestOrigin } from "@/lib/request";

/** This app's origin as the visitor sees it, e.g. `https://www.example.com`. */
export async function getOrigin(): Promise<string> {
  return requestOrigin(await headers());
}
