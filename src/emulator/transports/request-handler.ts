import { callEnd, connectionLost, type CallEnd } from './call-end.js';
import type { Delivery } from '../faults/fault-effect.js';
import type { WireRequest, WireResponse } from '../protocol/aws-json.js';
import type { Service } from '../service/service.js';

/** The members of the SDK's HTTP request that the handler reads. */
export interface InProcessRequest {
  /** The HTTP method. The service accepts only `POST`. */
  readonly method: string;
  /** The path of the URL. The service accepts only `/`. */
  readonly path: string;
  /** Header names are case-insensitive. */
  readonly headers: Readonly<Record<string, string>>;
  /** A string or a `Uint8Array`; anything else counts as empty. */
  readonly body?: unknown;
}

/** The members of the SDK's handler options that the handler reads. */
export interface InProcessOptions {
  /** Aborts the call. Default: none. */
  readonly abortSignal?: object;
  /** How long to wait for a response, in milliseconds. Default 0: no limit. */
  readonly requestTimeout?: number;
}

/** The `requestHandler` of an SDK client. A type alias, because the SDK expects an index signature. */
export type InProcessHandler = {
  /** Describes the handler to the SDK. */
  readonly metadata: {
    /** The protocol of the requests. */
    readonly handlerProtocol: string;
  };
  /**
   * Handles one HTTP request, without a socket.
   *
   * @throws an error as the SDK's own handlers throw: `AbortError` when aborted, `TimeoutError` after
   *   `requestTimeout`, or an error with the code `ECONNRESET` where a fault drops the connection
   */
  handle(
    request: InProcessRequest,
    options?: InProcessOptions,
  ): Promise<{
    /** The HTTP response. */
    response: WireResponse;
  }>;
  /** Has no effect, because several clients may share the handler. */
  destroy(): void;
  /** Has no effect. */
  updateHttpClientConfig(key: never, value: never): void;
  /** Always empty. */
  httpHandlerConfigs(): Record<string, never>;
};

/** The handler, and a function that ends its calls in progress. */
export interface InProcessServer {
  readonly requestHandler: InProcessHandler;
  readonly disconnectAll: () => void;
}

/**
 * Serves clients in the same process, without sockets and streams. A response without latency takes microtasks
 * only, so virtual time is exact.
 */
export function createRequestHandler(service: Service): InProcessServer {
  const inProgress = new Set<CallEnd>();
  const requestHandler: InProcessHandler = {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request, { abortSignal, requestTimeout = 0 } = {}) => {
      const end = callEnd({ abortSignal, timeoutMs: requestTimeout });
      inProgress.add(end);
      try {
        end.signal.throwIfAborted();
        const delivery = await service.receive(toWire(request), end.signal);
        return { response: await received(delivery, end.signal) };
      } finally {
        inProgress.delete(end);
        end.release();
      }
    },
    // The handler can serve several clients, so destroying one must not close it.
    destroy: () => undefined,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
  return {
    requestHandler,
    disconnectAll: () => {
      for (const end of inProgress) end.disconnect();
    },
  };
}

function toWire({ method, path, headers, body }: InProcessRequest): WireRequest {
  const lowerCase = Object.entries(headers).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ]);
  return {
    method,
    path,
    headers: Object.fromEntries(lowerCase),
    body: readBody(body),
  };
}

/** The SDK serializes to text or to bytes. */
function readBody(body: unknown): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
}

/** The result of a delivery for a client without a socket. */
async function received(delivery: Delivery, signal: AbortSignal): Promise<WireResponse> {
  if (delivery.type === 'complete') return delivery.response;
  if (delivery.type === 'silence') return await ended(signal);
  throw connectionLost(delivery.type === 'cut-off' ? 'aborted' : 'read ECONNRESET');
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
