/** What an error boundary shows. It runs in the browser, so its words come along in `words` and nothing else is needed. */
import { ButtonLink } from "./button";
import { Card } from "./card";

interface FailureProps {
  /** What Next.js calls the error in the server's log. */
  digest: string | undefined;
  words: { title: string; lead: string; again: string; start: string; reference: string };
}

export function Failure({ digest, words }: FailureProps) {
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex min-h-svh max-w-[29rem] items-center px-4 py-10">
      <Card padding="roomy" lift="raised" className="w-full">
        <title>{words.title}</title>
        <h1 className="text-[1.625rem] font-semibold">{words.title}</h1>
        <p className="mt-2 text-muted">{words.lead}</p>
        {/* The address as it is: a whole new document, which also leaves behind whatever broke in this one. */}
        <ButtonLink href="" look="primary" width="full" className="mt-6">
          {words.again}
        </ButtonLink>
        <ButtonLink href="/" width="full" className="mt-3">
          {words.start}
        </ButtonLink>
        {digest !== undefined && (
          <p className="mt-6 text-sm text-muted">
            {words.reference} <code className="font-mono text-ink select-all">{digest}</code>
          </p>
        )}
      </Card>
    </main>
  );
}
