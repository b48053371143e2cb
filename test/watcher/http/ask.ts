import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** What a server answered. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Ask {
  /** As it is sent, when a URL could not say it. */
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks with any method and `Host` header, which `fetch` would not let through. */
export async function ask(url: string, options: Ask = {}): Promise<Reply> {
  const response = await openReply(url, options);
  const { statusCode = 0, headers } = response;
  return { status: statusCode, headers, body: await text(response) };
}

/** The answer as soon as its headers are here; its body can be read as it comes. */
export function openReply(url: string, options: Ask = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { ...options, agent: false });
    asked.once('response', resolve);
    asked.once('error', reject);
    asked.end();
  });
}
