import type { ScriptNode } from "./nodes";

/** The scripts that a flow may ask for, each at its address on this origin. Any other is left out. */
const knownScripts: Record<string, string> = {
  webauthn_script: "/.well-known/ory/webauthn.js",
};

export function ScriptNodeView({ node, nonce }: { node: ScriptNode; nonce: string }) {
  const { id, integrity } = node.attributes;
  const source = Object.hasOwn(knownScripts, id) ? knownScripts[id] : undefined;
  if (source === undefined) return null;
  return (
    <script
      async
      src={source}
      integrity={integrity || undefined}
      nonce={nonce}
      data-testid={`node/script/${id}`}
    />
  );
}
