import { uuid, type Random } from '../util/random.js';
import { conflict, notFound } from '../protocol/service-error.js';

/** The emulated instance. */
export interface Instance {
  readonly instanceArn: string;
  readonly identityStoreId: string;
  readonly ownerAccountId: string;
  readonly region: string;
  readonly createdDate: Date;
}

/** A permission set of the instance. */
export interface PermissionSet {
  readonly permissionSetArn: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly sessionDuration: string | undefined;
  readonly relayState: string | undefined;
  readonly createdDate: Date;
}

/** The subjects of requests: the instance and its permission sets. */
export interface Directory {
  readonly instance: Instance;
  readonly permissionSets: readonly PermissionSet[];
  /** @throws {ServiceError} ConflictException when the name is taken */
  create(draft: Omit<PermissionSet, 'permissionSetArn'>): PermissionSet;
  /** @throws {ServiceError} ResourceNotFoundException for any other instance */
  requireInstance(instanceArn: string): void;
  /** @throws {ServiceError} ResourceNotFoundException when there is no such permission set */
  requirePermissionSet(permissionSetArn: string): void;
}

/** Creates a directory without permission sets. */
export function createDirectory(instance: Instance, random: Random): Directory {
  const byArn = new Map<string, PermissionSet>();
  const instanceId = instance.instanceArn.split('/').at(-1);
  const arnPrefix = instance.instanceArn.replace(/:instance\/.*$/, ':permissionSet');
  const permissionSets: PermissionSet[] = [];

  return {
    instance,
    permissionSets,
    create: (draft) => {
      if (permissionSets.some(({ name }) => name === draft.name)) {
        throw conflict(`PermissionSet with name ${draft.name} already exists.`);
      }
      const id = uuid(random).replaceAll('-', '').slice(0, 16);
      const permissionSet = { ...draft, permissionSetArn: `${arnPrefix}/${instanceId}/ps-${id}` };
      byArn.set(permissionSet.permissionSetArn, permissionSet);
      permissionSets.push(permissionSet);
      return permissionSet;
    },
    requireInstance: (instanceArn) => {
      if (instanceArn !== instance.instanceArn) {
        throw notFound(`Instance not found: ${instanceArn}`);
      }
    },
    requirePermissionSet: (permissionSetArn) => {
      if (!byArn.has(permissionSetArn)) {
        throw notFound(`Permission set not found: ${permissionSetArn}`);
      }
    },
  };
}
