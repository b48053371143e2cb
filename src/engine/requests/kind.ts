import type * as Sdk from '@aws-sdk/client-sso-admin';
import type { CheckedInput, InputMember, InputShape } from './input-shape.js';
import type { RequestDetails, RequestStatus, RequestSubject } from './request-details.js';

/**
 * A kind of asynchronous request: the operations that start, describe and list requests, and the format
 * of their status. A kind is defined by one file in `kinds/` and one line in `kind-table.ts`.
 *
 * Requests of most kinds have an id. A kind can also be the change of a resource, such as a Region that
 * is being added. Its requests are identified by the name of the resource, and are not listed.
 */
export interface Kind {
  /** The name in sentences, such as `permission set provisioning`. */
  readonly title: string;
  /** The name in tables, such as `provisioning`. */
  readonly label: string;
  /** The name in narrow tables: at most 12 characters. */
  readonly shortLabel: string;
  /**
   * The identifier of requests without an id, for error texts: `the name of a Region`. Such kinds have no
   * list.
   */
  readonly resource?: string;
  readonly status: StatusStructure;
  readonly describe: DescribeOperation;
  /** Absent if the service does not list requests of this kind. They are described one by one. */
  readonly list?: ListOperation;
  /** Absent if the emulator does not start requests of this kind. */
  readonly start?: StartOperation;
  /** The lognormal distribution of durations that users report. */
  readonly duration: { readonly medianMs: number; readonly sigma: number };
}

/**
 * The name of an operation. Kinds do not import the commands of the SDK, because loading the SDK takes
 * 66 ms, and the help of the command needs the kinds.
 */
export type SdkOperation = {
  [Name in keyof typeof Sdk]: Name extends `${infer Operation}Command` ? Operation : never;
}[keyof typeof Sdk];

/** The structure that holds the status of a request, in responses and in list rows. */
export interface StatusStructure {
  /** The member of a response that holds the structure; absent if the response is the structure. */
  readonly member?: string;
  /** The member that holds the id, if any. */
  readonly idMember?: string;
  /** The member that holds the time of the request, if any. */
  readonly dateMember?: string;
  readonly reasonMember: string;
  /**
   * The status for each value of `Status`. A response with another value is unusable, because it proves
   * nothing about the request.
   */
  readonly statuses: Readonly<Record<string, RequestStatus>>;
  /** The status that a not-found response means. Default: none; it is an error after a grace period. */
  readonly notFoundMeans?: 'SUCCEEDED';
  /** The members that hold the details. The emulator writes its responses by it, too. */
  readonly details: Readonly<Partial<Record<TextDetail, DetailMember>>>;
}

/** A detail that is a text. */
export type TextDetail = Exclude<keyof RequestDetails, 'createdDate'>;

/** The member that holds a detail. */
export interface DetailMember {
  readonly member: string;
  /** Other members, and the values that they must have if present; otherwise it is another detail. */
  readonly when?: Readonly<Record<string, string>>;
}

/** The operation that describes one request. */
export interface DescribeOperation {
  readonly operation: SdkOperation;
  /** The member of the input that holds the id; absent if the ARN of the instance is sufficient. */
  readonly id?: { readonly member: string; readonly shape: InputMember };
}

/** The operation that lists requests, in any order. */
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
  /** The quota of requests in progress. Kinds with the same name share it. Default: no quota. */
  readonly quota?: { readonly name: Quota; readonly outstanding: number };
  /** Why the service rejects an input that matches the shape; `undefined` if it does not. */
  problemIn?(input: CheckedInput<Shape>): string | undefined;
  inputFor(instanceArn: string, subject: RequestSubject): object;
  /** The inverse of `inputFor`. */
  subjectFrom(input: CheckedInput<Shape>): RequestSubject;
  /** The name of the resource, for kinds whose requests have no id. */
  resourceFrom?(input: CheckedInput<Shape>): string;
}

/** Infers the types of the functions of a start operation from the shape of its input. */
export function defineStart<
  const Operation extends SdkOperation,
  Shape extends InputShape,
  const Quota extends string,
>(start: StartOperation<Operation, Shape, Quota>): StartOperation<Operation, Shape, Quota> {
  return start;
}
