// The way to the server, the same one for everybody, so that the server can be killed in the middle of what they do.
import { send, type Answer, type Request, type Send } from "./http.js";
import { LAST_ANSWER_HEADER } from "./last-answer.mjs";

export class Wire {
  /** How many answers to something that may have written are given still; undefined: the server is not to die. */
  private left: number | undefined;
  private death: Promise<unknown> = Promise.resolve();
  private readonly underWay = new Set<Promise<unknown>>();
  private deaths = 0;
  private readonly revive: () => Promise<void>;

  /** @param revive kills the server, and starts it on what was on disk when it gave its last answer */
  constructor(revive: () => Promise<void>) {
    this.revive = revive;
  }

  /** @param answers with which of the next answers to something that may have written the server dies, from 0 */
  killAt(answers: number): void {
    this.left = answers;
  }

  /** @returns whether the server has died since it was to be killed */
  spare(): boolean {
    const hasDied = this.deaths > 0;
    this.deaths = 0;
    this.left = undefined;
    return hasDied;
  }

  readonly send: Send = async (url, request = {}) => {
    if (mayWrite(url, request) && this.left !== undefined) {
      this.left -= 1;
      if (this.left < 0) {
        this.left = undefined;
        const dying = this.death.then(() => this.sendLast(url, request));
        // Whoever comes after this finds the server that is started anew.
        this.death = dying.catch(() => undefined);
        return dying;
      }
    }
    await this.death;
    const answer = send(url, request);
    const done = answer.catch(() => undefined).finally(() => this.underWay.delete(done));
    this.underWay.add(done);
    return answer;
  };

  private async sendLast(url: string, request: Request): Promise<Answer> {
    await Promise.all(this.underWay);
    const answer = await send(url, {
      ...request,
      headers: { ...request.headers, [LAST_ANSWER_HEADER]: "yes" },
    });
    this.deaths += 1;
    await this.revive();
    return answer;
  }
}

/** What browsers open may write, too: the way back from a provider, and what mails and sign-out links lead to. */
function mayWrite(url: string, { method, json }: Request): boolean {
  const isRead = json === undefined && (method === undefined || method === "GET");
  return !isRead || /\/callback\b|[?&](token|code)=/.test(url);
}
