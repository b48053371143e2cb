import { InvalidOptionError } from '../../engine/results/errors.js';

/** The ARNs that the instances of a watcher watch. Two instances for one ARN would report everything twice. */
export class InstanceClaims {
  readonly #names = new Map<string, string>();

  /**
   * Claims an ARN for an instance. Has no effect if the instance has claimed it already.
   * @throws {InvalidOptionError} if another instance has claimed it
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
