/**
 * The shape of an operation's input, with the limits of the service's model. The emulator checks calls
 * against it.
 */
export type InputShape = Readonly<Record<string, InputMember>>;

/** A member of an input. */
export type InputMember = (
  | TextMember
  | EnumMember
  | IntegerMember
  | StructureMember
  | StructureListMember
) & {
  readonly required?: boolean;
};

export interface TextMember {
  readonly type: 'text';
  /** Lengths in characters. */
  readonly min: number;
  readonly max: number;
  /** A regular expression for the whole text. */
  readonly pattern: string;
}

export interface EnumMember<Value extends string = string> {
  readonly type: 'enum';
  readonly values: readonly Value[];
}

export interface IntegerMember {
  readonly type: 'integer';
  readonly min: number;
  readonly max: number;
}

export interface StructureMember<Shape extends InputShape = InputShape> {
  readonly type: 'structure';
  readonly shape: Shape;
}

export interface StructureListMember<Shape extends InputShape = InputShape> {
  readonly type: 'structure-list';
  readonly shape: Shape;
  /** The maximum number of structures. */
  readonly max: number;
}

/** An input that was checked against its shape. */
export type CheckedInput<Shape extends InputShape> = {
  readonly [Name in keyof Shape]: Shape[Name] extends { readonly required: true }
    ? ValueOf<Shape[Name]>
    : ValueOf<Shape[Name]> | undefined;
};

type ValueOf<Member> =
  Member extends StructureMember<infer Shape>
    ? CheckedInput<Shape>
    : Member extends StructureListMember<infer Shape>
      ? readonly CheckedInput<Shape>[]
      : Member extends EnumMember<infer Value>
        ? Value
        : Member extends IntegerMember
          ? number
          : string;

/** A text with bounds of its length, and a pattern. */
export function text(limits: Omit<TextMember, 'type'>): TextMember {
  return { type: 'text', ...limits };
}

/** One of several values. */
export function oneOf<const Value extends string>(...values: readonly Value[]): EnumMember<Value> {
  return { type: 'enum', values };
}

/** An integer within bounds. */
export function integer(limits: Omit<IntegerMember, 'type'>): IntegerMember {
  return { type: 'integer', ...limits };
}

/** A structure within a structure. */
export function structure<Shape extends InputShape>(shape: Shape): StructureMember<Shape> {
  return { type: 'structure', shape };
}

/** A list of structures. */
export function listOf<Shape extends InputShape>(
  shape: Shape,
  max: number,
): StructureListMember<Shape> {
  return { type: 'structure-list', shape, max };
}

/** Makes a member required. */
export function required<Member extends InputMember>(
  member: Member,
): Member & { readonly required: true } {
  return { ...member, required: true };
}

const INSTANCE = String.raw`arn:aws(-[a-z]{1,5}){0,3}:sso:::instance/(sso)?ins-[a-zA-Z0-9-.]{16}`;
const PERMISSION_SET = String.raw`arn:aws(-[a-z]{1,5}){0,3}:sso:::permissionSet/(sso)?ins-[a-zA-Z0-9-.]{16}/ps-[a-zA-Z0-9-./]{16}`;
const UUID = String.raw`\b[0-9a-f]{8}\b-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-\b[0-9a-f]{12}\b`;
const PRINCIPAL = String.raw`([0-9a-f]{10}-|)[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}`;

export const INSTANCE_ARN = required(text({ min: 10, max: 1224, pattern: INSTANCE }));
export const PERMISSION_SET_ARN = required(text({ min: 10, max: 1224, pattern: PERMISSION_SET }));
export const REQUEST_ID = required(text({ min: 36, max: 36, pattern: UUID }));
export const ACCOUNT_ID = text({ min: 12, max: 12, pattern: String.raw`\d{12}` });
export const PRINCIPAL_ID = text({ min: 1, max: 47, pattern: PRINCIPAL });
