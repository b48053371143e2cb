// Receive a watcher's webhooks: check the signature, take each event once, answer 2xx.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

const { WEBHOOK_SECRET = '', HOST = '127.0.0.1', PORT = '8080' } = process.env;
const webhook = new Webhook(WEBHOOK_SECRET);

/** The ids of the last events that were taken: one may come again. In earnest, a database holds them. */
const taken = new Set<string>();
const MOST_TAKEN = 10_000;
/** Many times what an event has. */
const LONGEST_BODY = 65_536;

interface RequestEvent {
  subject: string;
  data: { status: string; accountId?: string; failureReason?: string };
}

/** Your own work. What it throws is answered with 500, so that the event comes again. */
function handle({ subject, data }: RequestEvent): void {
  const { status, accountId = 'unknown', failureReason = '' } = data;
  console.log(JSON.stringify({ request: subject, status, accountId, failureReason }));
}

/** Takes a message. @returns the status to answer with */
async function receive(request: IncomingMessage): Promise<number> {
  if (request.method !== 'POST') return 405;
  if (!(Number(request.headers['content-length']) <= LONGEST_BODY)) return 413;
  const body = await text(request);
  const id = String(request.headers['webhook-id']);
  try {
    webhook.verify(body, {
      'webhook-id': id,
      'webhook-timestamp': String(request.headers['webhook-timestamp']),
      'webhook-signature': String(request.headers['webhook-signature']),
    });
  } catch (error) {
    // The watcher sets aside what is answered with 401: a wrong secret shows at once.
    if (error instanceof WebhookVerificationError) return 401;
    throw error;
  }
  if (taken.has(id)) return 204;
  handle(JSON.parse(body));
  taken.add(id);
  for (const oldest of taken) {
    if (taken.size <= MOST_TAKEN) break;
    taken.delete(oldest);
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
