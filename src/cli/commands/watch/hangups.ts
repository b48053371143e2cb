import { onAbort } from '../../../engine/util/abortable.js';

/** The SIGHUPs of the process. They reload the configuration, one at a time. */
export interface Hangups {
  /** Resolves to true at the next SIGHUP since the last call, to false when `signal` is aborted. */
  next(): Promise<boolean>;
  release(): void;
}

/** Listens for SIGHUPs. Several during a reload count as one. */
export function hangupsOf(
  onHangup: (listener: () => void) => () => void,
  signal: AbortSignal,
): Hangups {
  let isPending = false;
  let wake: (() => void) | undefined;
  const removeListener = onHangup(() => {
    isPending = true;
    wake?.();
  });
  const releaseSignal = onAbort(signal, () => wake?.());
  return {
    async next() {
      if (!isPending && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      isPending = false;
      return !signal.aborted;
    },
    release() {
      removeListener();
      releaseSignal();
    },
  };
}
