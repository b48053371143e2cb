/** Shows a progress line on a terminal. Writes nothing to a pipe. */
export function progressLine(stream: NodeJS.WriteStream): {
  readonly show: (done: number, of: number) => void;
  readonly clear: () => void;
} {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  return {
    show: (done, of) => void stream.write(`\r${done} of ${of} runs`),
    clear: () => void stream.write('\r\u001B[K'),
  };
}
