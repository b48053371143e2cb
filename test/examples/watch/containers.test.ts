import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readWatchFile } from '../../../src/cli/config/watch-file.js';
import { createMetrics } from '../../../src/watcher/telemetry/metrics-registry.js';
import { createRoutes } from '../../../src/watcher/http/routes.js';
import { FakeWatcher } from '../../watcher/http/fake-watcher.js';
import { aSnapshot } from '../../watcher/http/samples.js';
import { read, parseWatchArgs } from './support.js';

const dockerfile = read('Dockerfile');
/** The arguments of an instruction in its JSON form. */
const listOf = (instruction: string): string[] =>
  JSON.parse(new RegExp(`^ *${instruction} (\\[.*\\])$`, 'm').exec(dockerfile)?.[1] ?? '[]');
const [, ...entryArgs] = listOf('ENTRYPOINT');

const watcher = new FakeWatcher(aSnapshot());
const metrics = createMetrics(watcher, '');
const routes = createRoutes(watcher, metrics);
metrics.close();

describe('Dockerfile', () => {
  it('runs the command as an unprivileged user, and stops it with a signal that it handles', async () => {
    const command = await parseWatchArgs(entryArgs);
    expect(command.listen).toEqual({ host: '0.0.0.0', port: 9464 });
    expect(dockerfile).toMatch(/^EXPOSE 9464$/m);
    expect(dockerfile).toMatch(/^USER 1000:1000$/m);
    expect(dockerfile).toMatch(/^STOPSIGNAL SIGTERM$/m);
  });

  it('has a health check on the port where the command listens', () => {
    const [node, flag, script = ''] = listOf('CMD');
    expect([node, flag]).toEqual(['node', '--eval']);
    const url = new URL(/'(http:[^']+)'/.exec(script)?.[1] ?? '');
    expect(url.port).toBe('9464');
    expect([...routes.keys()]).toContain(url.pathname);
    expect(() => new Script(script)).not.toThrow();
  });
});

describe('kubernetes.yaml', () => {
  const documents = parseAllDocuments(read('kubernetes.yaml'), { strict: true });
  /** The node at a path of the document of a kind. */
  const at = (kind: string, ...path: (string | number)[]): unknown => {
    const found = documents.filter((document) => document.get('kind') === kind);
    expect(found.length, kind).toBe(1);
    return found[0]?.getIn(path);
  };
  const pod = (...path: (string | number)[]) => at('Deployment', 'spec', 'template', ...path);
  const container = (...path: (string | number)[]) => pod('spec', 'containers', 0, ...path);
  const plain = (node: unknown): unknown => JSON.parse(JSON.stringify(node));
  const config = () => readWatchFile(JSON.parse(String(at('ConfigMap', 'data', 'watch.json'))));

  it('is valid YAML, and its documents have the same name', () => {
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    for (const document of documents) {
      expect(document.getIn(['metadata', 'name'])).toBe('sso-admin-waiter');
      expect(document.hasIn(['metadata', 'namespace'])).toBe(false);
    }
    expect(pod('spec', 'serviceAccountName')).toBe(at('ServiceAccount', 'metadata', 'name'));
    const claim = pod('spec', 'volumes', 0, 'persistentVolumeClaim', 'claimName');
    expect(claim).toBe(at('PersistentVolumeClaim', 'metadata', 'name'));
    const labels = plain(pod('metadata', 'labels'));
    expect(plain(at('Deployment', 'spec', 'selector', 'matchLabels'))).toEqual(labels);
    expect(plain(at('Service', 'spec', 'selector'))).toEqual(labels);
    expect(plain(at('NetworkPolicy', 'spec', 'podSelector', 'matchLabels'))).toEqual(labels);
  });

  it('has arguments that the command accepts, and mounts the files of the configuration', async () => {
    const args = plain(container('args'));
    expect(Array.isArray(args)).toBe(true);
    const command = await parseWatchArgs([...entryArgs, ...(Array.isArray(args) ? args : [])]);
    const mounts = plain(container('volumeMounts'));
    expect(mounts).toMatchObject([
      { name: 'state', mountPath: config().state },
      { name: 'config', mountPath: command.config?.replace('/watch.json', '') },
      { name: 'secret', mountPath: '/run/secrets/sso-admin-waiter' },
    ]);
    expect(config().sinks).toMatchObject([
      { secret: { type: 'file', path: '/run/secrets/sso-admin-waiter/webhook-secret' } },
    ]);
  });

  it('has probes of existing paths, on the port where the command listens', () => {
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      const path = String(container(probe, 'httpGet', 'path'));
      // The kubelet uses the pod's address as the host.
      expect(['any', 'address'], probe).toContain(routes.get(path)?.hosts);
      expect(container(probe, 'httpGet', 'port')).toBe(container('ports', 0, 'name'));
    }
    expect(config().listen).toEqual({
      host: '0.0.0.0',
      port: container('ports', 0, 'containerPort'),
    });
    expect(config().allowedHosts).toContain(at('Service', 'metadata', 'name'));
    expect(at('Service', 'spec', 'ports', 0, 'port')).toBe(config().listen?.port);
    const annotations = plain(pod('metadata', 'annotations'));
    expect(annotations).toEqual({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': String(config().listen?.port),
      'prometheus.io/path': '/metrics',
    });
    // Prometheus also uses the pod's address as the host.
    expect(routes.get('/metrics')?.hosts).toBe('address');
  });

  it('runs one watcher at a time, with time to drain and few privileges', () => {
    expect(at('Deployment', 'spec', 'replicas')).toBe(1);
    expect(at('Deployment', 'spec', 'strategy', 'type')).toBe('Recreate');
    const graceMs = Number(pod('spec', 'terminationGracePeriodSeconds')) * 1_000;
    expect(graceMs).toBeGreaterThan((config().watcher.drainTimeoutMs ?? Infinity) + 5_000);
    expect(pod('spec', 'securityContext', 'runAsNonRoot')).toBe(true);
    expect(plain(container('securityContext'))).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });
});
