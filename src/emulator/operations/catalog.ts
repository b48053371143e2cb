import type { PermissionSet } from '../state/directory.js';
import { pageOf } from './list-page.js';
import { timestamp } from '../protocol/aws-json.js';
import { CREATE_PERMISSION_SET, LIST_INSTANCES, LIST_PERMISSION_SETS } from './shapes.js';
import { operation } from './operation.js';

/** ListInstances: the only instance. */
export const listInstances = operation(LIST_INSTANCES, (input, { directory }) => {
  const { items, nextToken } = pageOf([directory.instance], {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    list: 'ListInstances',
  });
  return {
    Instances: items.map((instance) => ({
      InstanceArn: instance.instanceArn,
      IdentityStoreId: instance.identityStoreId,
      OwnerAccountId: instance.ownerAccountId,
      CreatedDate: timestamp(instance.createdDate),
      Status: 'ACTIVE',
      PrimaryRegion: instance.region,
    })),
    NextToken: nextToken,
  };
});

/** ListPermissionSets: the ARNs of all permission sets. */
export const listPermissionSets = operation(LIST_PERMISSION_SETS, (input, { directory }) => {
  directory.requireInstance(input.InstanceArn);
  const { items, nextToken } = pageOf(directory.permissionSets, {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    list: 'ListPermissionSets',
  });
  return {
    PermissionSets: items.map(({ permissionSetArn }) => permissionSetArn),
    NextToken: nextToken,
  };
});

/** CreatePermissionSet: it is synchronous, as in the real service. */
export const createPermissionSet = operation(
  CREATE_PERMISSION_SET,
  (input, { directory, today }) => {
    directory.requireInstance(input.InstanceArn);
    const created = directory.create({
      name: input.Name,
      description: input.Description,
      sessionDuration: input.SessionDuration,
      relayState: input.RelayState,
      createdDate: today(),
    });
    return { PermissionSet: permissionSetOutput(created) };
  },
);

function permissionSetOutput(permissionSet: PermissionSet): object {
  return {
    Name: permissionSet.name,
    PermissionSetArn: permissionSet.permissionSetArn,
    Description: permissionSet.description,
    CreatedDate: timestamp(permissionSet.createdDate),
    SessionDuration: permissionSet.sessionDuration,
    RelayState: permissionSet.relayState,
  };
}
