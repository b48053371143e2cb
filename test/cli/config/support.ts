const ARN = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';

/** A config file with all settings. */
export const FULL_FILE = {
  $schema: './node_modules/sso-admin-waiter/schemas/watch.schema.json',
  instances: [
    {
      name: 'prod',
      instanceArn: ARN,
      region: 'eu-west-1',
      profile: 'ops',
      roleArn: 'arn:aws:iam::111122223333:role/watch/reader',
      externalId: 'external',
      endpointUrl: 'http://127.0.0.1:8080',
      maxTps: 2.5,
    },
    { region: 'us-east-1' },
  ],
  kinds: ['permission-set-provisioning'],
  since: '2d',
  state: 'state',
  sinks: [
    { type: 'ndjson', name: 'out' },
    {
      type: 'webhook',
      name: 'hook',
      url: 'https://example.com/hook',
      secretFile: 'secret',
      receives: 'all',
      format: 'cloudevents',
      timeout: '5s',
      concurrency: 4,
    },
    { type: 'webhook', name: 'slack', urlFile: 'url', format: 'slack' },
    { type: 'webhook', name: 'other', urlEnv: 'OTHER_URL', secretEnv: 'OTHER_SECRET' },
    { type: 'exec', command: './notify', args: ['-v', ''], timeout: '1m', concurrency: 1 },
  ],
  listen: '[::1]:9464',
  allowedHosts: ['watch.example.com'],
  maxTps: 4,
  drainTimeout: '30s',
  log: { level: 'debug', pretty: true },
};
