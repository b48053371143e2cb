// Receive the webhooks of a watcher: verify the signature, process each event once, respond with 2xx.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

const { WEBHOOK_SECRET = '', HOST = '127.0.0.1', PORT = '8080' } = process.env;
const webhook = new Webhook(WEBHOOK_SECRET);

/** The ids of processed events, because an event can be delivered twice. In production, use a database. */
const processed = new Set<string>();
const MAX_PROCESSED = 10_000;
/** Much larger than any event. */
const MAX_BODY_BYTES = 65_536;

interface RequestEvent {
  subject: string;
  data: { status: string; accountId?: string; failureReason?: string };
}

/** Your own code. If it throws, the response is 500, and the event is delivered again. */
function handle({ subject, data }: RequestEvent): void {
  const { status, accountId = 'unknown', failureReason = '' } = data;
  console.log(JSON.stringify({ request: subject, status, accountId, failureReason }));
}

/** Processes a message. @returns the status of the response */
async function receive(request: IncomingMessage): Promise<number> {
  if (request.method !== 'POST') return 405;
  if (!(Number(request.headers['content-length']) <= MAX_BODY_BYTES)) return 413;
  const body = await text(request);
  const id = String(request.headers['webhook-id']);
  try {
    webhook.verify(body, {
      'webhook-id': id,
      'webhook-timestamp': String(request.headers['webhook-timestamp']),
      'webhook-signature': String(request.headers['webhook-signature']),
    });
  } catch (error) {
    // The watcher retries after 401, so no event is lost while a secret is wrong.
    if (error instanceof WebhookVerificationError) return 401;
    throw error;
  }
  if (processed.has(id)) return 204;
  handle(JSON.parse(body));
  processed.add(id);
  for (const oldest of processed) {
    if (processed.size <= MAX_PROCESSED) break;
    processed.delete(oldest);
  }
  return 204;
}

const server = createServer((request, response) => {
  receive(request).then(
    (status) => response.writeHead(status).end(),
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});
await once(server.listen(Number(PORT), HOST), 'listening');
const address = server.address();
if (typeof address === 'object') console.error(`receiving at http://${HOST}:${address?.port}`);

process.once('SIGTERM', () => {
  server.close();
  server.closeIdleConnections();
});
