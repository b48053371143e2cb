import type { DeadLetteredEvent, DeliveredEvent, DeliveryFailedEvent } from '../watch-event.js';

/** What happened with a delivery. */
export type LaneEvent = DeliveredEvent | DeliveryFailedEvent | DeadLetteredEvent;

type NewsOf<Each> = Each extends LaneEvent
  ? Omit<Each, 'at' | 'sink' | 'eventId' | 'attempts'>
  : never;

/** The same without what each of them says. */
export type LaneNews = NewsOf<LaneEvent>;
