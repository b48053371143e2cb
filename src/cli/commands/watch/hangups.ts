import { onAbort } from '../../../engine/util/abortable.js';

/** SIGHUPs, which reload the configuration, one at a time. */
export interface Hangups {
  /** Resolves to true at the next one, or if one came since the last call; to false when `signal` is aborted. */
  next(): Promise<boolean>;
  release(): void;
}

/** Listens for hangups. Several during a reload count as one. */
export function hangupsOf(
  onHangup: (listener: () => void) => () => void,
  signal: AbortSignal,
): Hangups {
  let hasCome = false;
  let wake: (() => void) | undefined;
  const takeBack = onHangup(() => {
    hasCome = true;
    wake?.();
  });
  const releaseSignal = onAbort(signal, () => wake?.());
  return {
    async next() {
      if (!hasCome && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      hasCome = false;
      return !signal.aborted;
    },
    release() {
      takeBack();
      releaseSignal();
    },
  };
}
