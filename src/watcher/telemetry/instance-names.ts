import type { WatcherSnapshot } from '../watcher-interface.js';

/** The names of instances by ARN: events about requests carry the ARN, people know the name. */
export interface InstanceNames {
  /** `unknown` for an instance that is not the watcher's. */
  nameOf(this: void, instanceArn: string): string;
  learn(snapshot: WatcherSnapshot): void;
}

/** @param read is asked only for an ARN that was not learned yet: a snapshot is dear */
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
