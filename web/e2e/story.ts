// The shortest ways to a place of the day, for scenes that begin there.
import { expect } from '@playwright/test';
import type { Circle } from './circle';
import type { Brought, Phone } from './phone';

/** To the inventory, its window open. */
export async function toWriting({ tablet, phones }: Pick<Circle, 'tablet' | 'phones'>): Promise<void> {
  await tablet.goTo(tablet.say.phases.inventory);
  // The opening was passed over: the charter is read now.
  for (const phone of phones) await phone.press(phone.say.opening.engage);
  await tablet.openWindow(null);
}

/** Cases brought, one owner each, and revealed. */
export async function toRevealed(circle: Circle, cases: readonly [Phone, Brought][]): Promise<void> {
  await toWriting(circle);
  for (const [phone, one] of cases) await phone.bring(one);
  await circle.tablet.closeWindow();
  await circle.tablet.reveal(cases.length);
}

/** One case, chosen, planned without a vote, its treatment begun. */
export async function toFirstStep(circle: Circle, owner: Phone, one: Brought, process: string, minutes: number): Promise<void> {
  const { tablet } = circle;
  await toRevealed(circle, [[owner, one]]);
  await tablet.goOn(tablet.say.room.move.to.process);
  await owner.chooseProcess(one.title, process, minutes);
  await begin(circle);
}

/** What is chosen is planned without a vote, and the first treatment begun. */
export async function begin({ tablet }: Pick<Circle, 'tablet'>): Promise<void> {
  await tablet.goOn(tablet.say.room.move.to.prioritisation);
  await tablet.press(tablet.say.planning.make);
  await expect(tablet.slots).toHaveCount(1);
  const { treatment } = tablet.say.room.move.to;
  await tablet.goOn(treatment);
  // What is tapped before the room has moved is no second move.
  await expect(tablet.next).not.toHaveText(treatment);
  await tablet.next.click();
}
