interface Listening {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

const signals = new WeakMap<AbortSignal, Listening>();

/**
 * Calls `run` when `signal` is aborted. However many ask for the same signal, it has one listener
 * (Node warns on standard error about more than ten), and none when nobody asks any more.
 *
 * @returns what takes `run` back
 */
export function onAbort(signal: AbortSignal, run: () => void): () => void {
  const listening = signals.get(signal) ?? listenTo(signal);
  const { callbacks, listener } = listening;
  // A callback of its own, so that the same function may be given twice.
  const callback = () => run();
  callbacks.add(callback);
  return () => {
    if (!callbacks.delete(callback) || callbacks.size > 0) return;
    signal.removeEventListener('abort', listener);
    signals.delete(signal);
  };
}

function listenTo(signal: AbortSignal): Listening {
  const callbacks = new Set<() => void>();
  const listener = () => {
    signals.delete(signal);
    for (const callback of Array.from(callbacks)) callback();
  };
  const listening = { callbacks, listener };
  signals.set(signal, listening);
  signal.addEventListener('abort', listener, { once: true });
  return listening;
}
