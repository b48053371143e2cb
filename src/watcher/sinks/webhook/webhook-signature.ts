import type { Webhook } from 'standardwebhooks';

/** Signs a message at a time. */
export type Sign = (id: string, at: Date, body: string) => Promise<string | undefined>;

/**
 * Signs with each of the secrets, as Standard Webhooks asks: one signature per secret, with blanks
 * between them. Without secrets there is none. The library is loaded for the first message.
 */
export function createSigner(secrets: readonly string[]): Sign {
  let webhooks: Promise<readonly Webhook[]> | undefined;
  return async (id, at, body) => {
    if (secrets.length === 0) return undefined;
    webhooks ??= loadWebhooks(secrets);
    return (await webhooks).map((webhook) => webhook.sign(id, at, body)).join(' ');
  };
}

async function loadWebhooks(secrets: readonly string[]): Promise<readonly Webhook[]> {
  const { Webhook } = await import('standardwebhooks');
  return secrets.map((secret) => new Webhook(secret));
}
