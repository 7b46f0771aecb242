import type { Words } from './fr';

export const sheet: Words['sheet'] = {
  title: 'Day sheet',
  number: (n) => `Day ${n}`,
  reserved: 'Reserved case',
  stays: 'What is said here stays here. This sheet is for the room: destroy it at the end of the day.',
  print: 'Print the day sheet',
};
