/** A point with a label, in pixels. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/** The position of the start or end of a label, on its baseline. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const CHARACTER_WIDTH = 6.4;
const LINE_HEIGHT = 14;
const GAP = 9;

/** The vertical offsets that are tried. If none fits, the label overlaps. */
const OFFSETS = [0, -1, 1, -2, 2, -3, 3].map((lines) => lines * LINE_HEIGHT);

/**
 * Places each label beside its point, on the right if possible, otherwise on the left. It moves up or down
 * by lines to avoid other labels and points.
 */
export function placeLabels(
  points: readonly Labelled[],
  room: { readonly left: number; readonly right: number },
): readonly LabelPlace[] {
  const taken: Box[] = points.map(({ x, y }) => boxAround(x - 5, x + 5, y, 10));
  return points.map((point) => {
    const places = OFFSETS.flatMap((dy) =>
      (['start', 'end'] as const).map((anchor): LabelPlace => {
        const x = anchor === 'start' ? point.x + GAP : point.x - GAP;
        return { x, y: point.y + 4 + dy, anchor };
      }),
    );
    const boxes = places.map((place) => boxOf(place, point.label));
    const fits = boxes.map(
      (box) =>
        box.left >= room.left &&
        box.right <= room.right &&
        !taken.some((each) => overlap(each, box)),
    );
    const index = Math.max(0, fits.indexOf(true));
    const box = boxes[index];
    if (box) taken.push(box);
    return places[index] ?? { x: point.x, y: point.y, anchor: 'start' };
  });
}

function boxOf({ x, y, anchor }: LabelPlace, label: string): Box {
  const width = label.length * CHARACTER_WIDTH;
  const left = anchor === 'start' ? x : x - width;
  return boxAround(left, left + width, y - 4, LINE_HEIGHT);
}

function boxAround(left: number, right: number, middle: number, height: number): Box {
  return { left, right, top: middle - height / 2, bottom: middle + height / 2 };
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}
