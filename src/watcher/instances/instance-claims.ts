import { InvalidOptionError } from '../../engine/results/errors.js';

/** Which of a watcher's instances watches which ARN: two that watch one would tell everything twice. */
export class InstanceClaims {
  readonly #names = new Map<string, string>();

  /**
   * An instance wants to watch an ARN. Does nothing when it does already.
   * @throws {InvalidOptionError} when another one does
   */
  claim(instanceArn: string, name: string): void {
    const other = this.#names.get(instanceArn) ?? name;
    if (other !== name) {
      throw new InvalidOptionError(
        `instanceArn of ${name}`,
        instanceArn,
        `one that no other instance watches (${other} watches it already)`,
      );
    }
    this.#names.set(instanceArn, name);
  }
}
