import type { WatcherSnapshot } from '../watcher-interface.js';

/** The names of instances by ARN. Events about requests contain only the ARN; displays show the name. */
export interface InstanceNames {
  /** `unknown` for an instance of another watcher. */
  nameOf(this: void, instanceArn: string): string;
  learn(snapshot: WatcherSnapshot): void;
}

/** @param read called only for an unknown ARN, because a snapshot is expensive */
export function instanceNames(read: () => WatcherSnapshot): InstanceNames {
  const names = new Map<string, string>();
  const learn = ({ instances }: WatcherSnapshot) => {
    names.clear();
    for (const { name, instanceArn } of instances) {
      if (instanceArn !== undefined && !names.has(instanceArn)) names.set(instanceArn, name);
    }
  };
  return {
    learn,
    nameOf(instanceArn) {
      if (!names.has(instanceArn)) learn(read());
      return names.get(instanceArn) ?? 'unknown';
    },
  };
}
