import { isAbsolute, join } from 'node:path';
import type { SinkSettings, TextSource } from './sink-settings.js';
import type { WatchFile } from './watch-file.js';

/** Resolves the paths of a config file relative to its folder. */
export function withPathsFrom(folder: string, file: WatchFile): WatchFile {
  const { state, sinks } = file;
  return {
    ...file,
    ...(state === undefined ? {} : { state: pathFrom(folder, state) }),
    ...(sinks === undefined ? {} : { sinks: sinks.map((sink) => sinkFrom(folder, sink)) }),
  };
}

function sinkFrom(folder: string, sink: SinkSettings): SinkSettings {
  if (sink.type === 'exec') return { ...sink, command: commandFrom(folder, sink.command) };
  if (sink.type === 'ndjson') return sink;
  const { url, secret } = sink;
  return {
    ...sink,
    url: sourceFrom(folder, url),
    ...(secret === undefined ? {} : { secret: sourceFrom(folder, secret) }),
  };
}

function sourceFrom(folder: string, source: TextSource): TextSource {
  return source.type === 'file' ? { ...source, path: pathFrom(folder, source.path) } : source;
}

/** A bare name is looked up on PATH, so a path relative to the file must not become one. */
function commandFrom(folder: string, command: string): string {
  if (!/^\.{1,2}[/\\]/.test(command)) return command;
  const path = pathFrom(folder, command);
  return isAbsolute(path) ? path : `./${path}`;
}

function pathFrom(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}
