import type * as Sdk from '@aws-sdk/client-sso-admin';
import type { CheckedInput, InputMember, InputShape } from './input-shape.js';
import type { RequestDetails, RequestStatus, RequestSubject } from './request-details.js';

/**
 * A kind of asynchronous requests: the operations that start, describe and list them, and how the
 * service writes their status. Everything that differs between kinds is in its definition, which is one
 * file in `kinds/` and one line in `kind-table.ts`.
 *
 * Most kinds are requests with an id of their own. A kind can also be the change of a resource, such as
 * a Region that is being added: then the resource's name takes the place of the id, and there is no
 * list of requests.
 */
export interface Kind {
  /** In sentences: `permission set provisioning`. */
  readonly title: string;
  /** In tables: `provisioning`. */
  readonly label: string;
  /** In narrow tables, at most 12 characters. */
  readonly shortLabel: string;
  /**
   * What identifies a request that has no id of its own: `the name of a Region`. Such kinds have no list.
   */
  readonly resource?: string;
  readonly status: StatusStructure;
  readonly describe: DescribeOperation;
  /** Absent where the service lists no requests of this kind: they are described one by one. */
  readonly list?: ListOperation;
  /** Absent where only others start requests of this kind. */
  readonly start?: StartOperation;
  /** The lognormal distribution of durations that users report. */
  readonly duration: { readonly medianMs: number; readonly sigma: number };
}

/**
 * The name of an operation. The SDK is not loaded here: that takes 66 ms, and the help of the command names
 * the kinds, too.
 */
export type SdkOperation = {
  [Name in keyof typeof Sdk]: Name extends `${infer Operation}Command` ? Operation : never;
}[keyof typeof Sdk];

/** How the service writes the status of a request, in responses and in list rows. */
export interface StatusStructure {
  /** The member of a response that holds the structure; absent where the response itself is it. */
  readonly member?: string;
  /** The member that repeats the id, if one does. */
  readonly idMember?: string;
  /** The member that holds the time of the request, if one does. */
  readonly dateMember?: string;
  readonly reasonMember: string;
  /**
   * The status that each value of `Status` means. Values that are not here make a response unusable,
   * because they prove nothing about the request.
   */
  readonly statuses: Readonly<Record<string, RequestStatus>>;
  /** What it means that the service does not know the id. Default: an error, after a grace period. */
  readonly notFoundMeans?: 'SUCCEEDED';
  /** The members that hold the details. Responses are read, and in the emulator written, by it. */
  readonly details: Readonly<Partial<Record<TextDetail, DetailMember>>>;
}

/** A detail that is a text. */
export type TextDetail = Exclude<keyof RequestDetails, 'createdDate'>;

/** The member that holds a detail. */
export interface DetailMember {
  readonly member: string;
  /** The values that other members have, where the service returns them; else it is another detail. */
  readonly when?: Readonly<Record<string, string>>;
}

/** The operation that describes one request. */
export interface DescribeOperation {
  readonly operation: SdkOperation;
  /** The member of the input that holds the id; absent where the ARN of the instance is sufficient. */
  readonly id?: { readonly member: string; readonly shape: InputMember };
}

/** The operation that lists requests, newest or oldest first or in any order. */
export interface ListOperation {
  readonly operation: SdkOperation;
  /** The member of the response that holds the rows. */
  readonly member: string;
}

/** The operation that starts a request. Its response has the status structure of a describe. */
export interface StartOperation<
  Operation extends SdkOperation = SdkOperation,
  Shape extends InputShape = InputShape,
  Quota extends string = string,
> {
  readonly operation: Operation;
  readonly input: Shape;
  /** The quota of requests in progress. Kinds with the same name share it. Absent: no quota. */
  readonly quota?: { readonly name: Quota; readonly outstanding: number };
  /** Why the service refuses an input that its shape allows. */
  problemIn?(input: CheckedInput<Shape>): string | undefined;
  inputFor(instanceArn: string, subject: RequestSubject): object;
  /** Reads what `inputFor` writes. */
  subjectFrom(input: CheckedInput<Shape>): RequestSubject;
  /** The name of the resource, for kinds whose requests have no id of their own. */
  resourceFrom?(input: CheckedInput<Shape>): string;
}

/** Types the functions of a start operation by the shape of its input. */
export function defineStart<
  const Operation extends SdkOperation,
  Shape extends InputShape,
  const Quota extends string,
>(start: StartOperation<Operation, Shape, Quota>): StartOperation<Operation, Shape, Quota> {
  return start;
}
