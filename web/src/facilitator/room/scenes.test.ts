import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { readFileSync } from 'node:fs';
import { flushSync } from 'svelte';
import { expect, test, vi } from 'vitest';
import type { OfferedProcess, Process, VoteView } from '../../wire/common';
import type { Hears, SplitView, StepView } from '../../wire/facilitator';
import { words as english } from '../../words/facilitator/en';
import { words } from '../../words/facilitator/fr';
import { Speech } from '../../words/speech.svelte';
import type { Room as FakeRoom } from '../testing/fake-room.svelte';
import Scene from '../testing/Scene.svelte';
import { caseOf, heard, names, slotOf } from '../testing/sections';
import { Conduct } from './conduct.svelte';

vi.mock('../../face/room.svelte', () => import('../testing/fake-room.svelte'));

const file = JSON.parse(readFileSync('../catalogue/codeveloppement.json', 'utf8')) as Process;
/** As the server offers it. */
const process: OfferedProcess = { ...file, steps: file.steps.map(({ name, minutes, speaks, phones, instruction }) => ({ name, minutes, speaks, phones, ownerReads: instruction.owner })) };

/** The tablet in front of a day; what it says is kept. */
function tablet(change: (day: Hears) => void, said = words) {
  const day = heard();
  change(day);
  const speech = new Speech({ fr: async () => words, en: async () => english }, said === words ? 'fr' : 'en', said);
  const conduct = new Conduct('room', speech);
  conduct.processes = [process];
  const room = conduct.room as unknown as FakeRoom;
  room.sections = day;
  render(Scene, { speech, conduct });
  return { said: room.said, room, conduct, user: userEvent.setup() };
}
const button = (name: RegExp | string) => screen.getByRole('button', { name });

test('next says what phones and screen will show, and moves from where the tablet saw the day', async () => {
  const { said, user } = tablet(() => undefined);
  expect(screen.getByText(/Téléphones.*charte à lire/)).toBeTruthy();
  await user.click(button(/Commencer l’inclusion/));
  expect(said).toEqual([{ act: 'go', from: { phase: 'welcome' }, to: { phase: 'opening' } }]);
});

test('a move is undone while its ten seconds last, and the bar says what that restores', async () => {
  const { said, user } = tablet((day) => {
    day.now.position = { phase: 'inventory' };
    day.now.stage = { phase: 'inventory', window: { open: false, endsAt: null }, submitted: 0, revealed: false, turn: null };
    day.now.undo = { from: { phase: 'opening' }, to: { phase: 'inventory' }, until: 1_006_000 };
  });
  expect(screen.getByText(/Annuler revient à.*Inclusion.*minuteur/)).toBeTruthy();
  await user.click(button(/^Annuler/));
  expect(said).toEqual([{ act: 'undoGo', to: { phase: 'inventory' } }]);
});

test('nobody comes in without a yes, twins only with a name of their own', async () => {
  const { said, user } = tablet((day) => {
    const knock = { screen: false, words: { fr: 'lune verte', en: 'green moon' }, seat: null, sameName: false };
    day.passing.knocks = [
      { ...knock, knock: 'k1', name: 'Driss', seat: 'seat of Driss' },
      { ...knock, knock: 'k2', name: 'Amina', sameName: true },
      { ...knock, knock: 'k3', name: 'Hugo' },
      { ...knock, knock: 'k4', name: '', screen: true },
    ];
  });
  await user.click(button(/Accepter les 2/));
  expect(said.map((one) => one.act === 'admit' && [one.knock, one.name])).toEqual([['k1', 'Driss'], ['k3', 'Hugo']]);
  expect(said[0]).toMatchObject({ participant: 'seat of Driss' });
  await user.type(screen.getByLabelText(/Prénom dans le cercle/), ' L.');
  await user.click(button(/Accepter Amina/));
  await user.click(button(/Relier/));
  expect(said.slice(2)).toMatchObject([{ act: 'admit', name: 'Amina L.' }, { act: 'pairScreen', knock: 'k4', yes: true }]);
});

test('before the reveal the tablet shows a count, and asks twice', async () => {
  const { said, user } = tablet((day) => {
    day.now.position = { phase: 'inventory' };
    day.now.stage = { phase: 'inventory', window: { open: true, endsAt: null }, submitted: 2, revealed: false, turn: null };
  });
  expect(screen.queryByText(/Title of/)).toBeNull();
  await user.click(button(/Révéler les cas…/));
  expect(said).toEqual([]);
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Révéler les cas' }));
  expect(said).toEqual([{ act: 'reveal' }]);
});

function planned(day: Hears) {
  day.now.position = { phase: 'prioritisation' };
  day.now.stage = { phase: 'prioritisation', feasibility: null, vote: null };
  day.cases.cases = [caseOf('a', 'Amina'), caseOf('b', 'Bruno'), caseOf('c', 'Claire')];
  day.plan.slots = [slotOf('s1', 'a', 600), slotOf('s2', 'b', 633)];
  day.plan.reasons = [{ caseItem: 'c', treated: false, reason: { code: 'wouldUncover', people: ['Bruno'], dots: 2 } }];
  day.plan.breaches = [{ code: 'uncovered', participant: 'Claire' }];
  day.plan.uncovered = ['Claire'];
}

test('a slot moved by keyboard is sent whole, with the basis that was seen', async () => {
  const { said, user } = tablet(planned);
  button(/Title of b.*plus tôt/).focus();
  await user.keyboard('{Enter}');
  expect(said).toEqual([
    {
      act: 'editPlan',
      basis: 7,
      slots: [
        { slot: 's2', caseItem: 'b', block: 0, start: 600, minutes: 30 },
        { slot: 's1', caseItem: 'a', block: 0, start: 633, minutes: 30 },
      ],
    },
  ]);
});

test('the plan says its reasons and what it breaks in words', () => {
  tablet(planned);
  expect(screen.getByText(/2 points.*prendrait le temps qui couvre Bruno/)).toBeTruthy();
  expect(screen.getByText(/Claire n’a aucun cas prioritaire qui tienne au plan/)).toBeTruthy();
});

test.each([
  ['by hand', true],
  ['made anew around its pin', false],
])('a case cut in a plan %s is named as an override, and whoever of its owners stays asked for the minutes it has', async (_, byHand) => {
  const { said, user } = tablet((day) => {
    planned(day);
    [day.plan.byHand, day.plan.uncovered] = [byHand, []];
    day.cases.cases[1] = caseOf('b', 'Amina', { owners: ['Amina', 'Bruno'] });
    day.plan.breaches = [{ code: 'shortened', slot: 's2', minutes: 15, asked: ['Bruno'] }];
  });
  expect(screen.getByText('Dérogation : Bruno')).toBeTruthy();
  expect(screen.getByText(/a 15 min de moins que choisi, sans l’accord/)).toBeTruthy();
  await user.click(button(/Demander à Bruno si 30.min suffisent/));
  expect(said).toMatchObject([{ act: 'proposeWay', steps: [{ step: 'trim', caseItem: 'b', minutes: 30 }] }]);
});

test('whoever was asked is named, and not asked twice', () => {
  tablet((day) => {
    planned(day);
    const steps = [{ step: 'defer' as const, participant: 'Claire' }];
    day.plan.proposals = [{ proposal: 'p', steps, agreed: 0, asked: 1, waiting: ['Claire'], declined: false, lapsed: false }];
  });
  expect(screen.getByText('Demandé à Claire')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Demander à Claire/ })).toBeNull();
});

test('everyone is said to be covered only of those who brought a case and do not wait', () => {
  tablet((day) => {
    planned(day);
    [day.plan.breaches, day.plan.uncovered, day.plan.withoutCase, day.plan.deferred] = [[], [], ['Claire'], ['Bruno']];
  });
  expect(screen.getByText(/Chacun a au moins un de ses cas prioritaires au plan, sauf : Bruno et Claire/)).toBeTruthy();
  expect(screen.getByText('n’a apporté aucun cas')).toBeTruthy();
  expect(screen.getByText('a accepté d’attendre')).toBeTruthy();
});

test.each([
  ['Français', words, /a échoué : rien n’est prouvé/, 'Calculer le plan'],
  ['English', english, /failed: nothing is proved/, 'Work out the plan'],
])('a search that failed is said, and started again by the same tap: %s', async (_, language, sentence, again) => {
  const { said, user } = tablet((day) => {
    day.now.position = { phase: 'prioritisation' };
    day.now.stage = { phase: 'prioritisation', feasibility: null, vote: null };
    day.plan.broken = true;
  }, language);
  expect(screen.getByText(sentence)).toBeTruthy();
  await user.click(button(again));
  expect(said).toEqual([{ act: 'makePlan' }]);
});

test('whoever has stopped their own is not said to have brought none', () => {
  tablet((day) => {
    planned(day);
    [day.plan.breaches, day.plan.uncovered, day.plan.stopped] = [[], [], ['Claire']];
  });
  expect(screen.getByText(/Chacun a au moins un de ses cas prioritaires au plan, sauf : Claire/)).toBeTruthy();
  expect(screen.getByText('a arrêté le sien')).toBeTruthy();
  expect(screen.queryByText('n’a apporté aucun cas')).toBeNull();
});

test('whoever waits with a request to prepare is not counted among those who have a case in the plan', () => {
  tablet((day) => {
    planned(day);
    [day.plan.breaches, day.plan.uncovered, day.plan.leftWaiting] = [[], [], ['Claire']];
  });
  expect(screen.getByText(/Chacun a au moins un de ses cas prioritaires au plan, sauf : Claire/)).toBeTruthy();
  expect(screen.getByText(/sa demande est à préparer/)).toBeTruthy();
});

test('of a case that is to be taken up again that is told, and not that nothing can be placed', () => {
  tablet((day) => {
    planned(day);
    day.plan.again = ['Claire'];
    day.plan.infeasible = { required: 90, available: 240, missing: 0, withoutPriority: [], unplaceable: ['Claire', 'Bruno'], extend: null, release: [], fits: false, othersFit: true, isKnown: true };
    day.now.stage = { phase: 'prioritisation', feasibility: null, vote: null };
  });
  expect(screen.getByText(/à reprendre : le cas de Claire/)).toBeTruthy();
  expect(screen.getByText(/Aucun cas prioritaire de Bruno ne peut être placé/)).toBeTruthy();
});

test('of a case held without somebody, or that a co-owner has stopped, no reopening is advised', () => {
  tablet((day) => {
    planned(day);
    day.plan.missed = ['Claire'];
    day.plan.infeasible = { required: 90, available: 240, missing: 0, withoutPriority: [], unplaceable: ['Claire'], extend: null, release: [], fits: false, othersFit: true, isKnown: true };
    day.now.stage = { phase: 'prioritisation', feasibility: null, vote: null };
  });
  expect(screen.getByText(/ne compte pas pour eux : le cas de Claire/)).toBeTruthy();
  expect(screen.queryByText(/à reprendre|Aucun cas prioritaire de/)).toBeNull();
});

test('what a hand has pinned is released before anybody is asked to give way; what is pinned no more is not named', async () => {
  const { said, user, room } = tablet((day) => {
    planned(day);
    day.plan.slots[0]!.pinned = true;
    day.plan.infeasible = { required: 130, available: 90, missing: 40, withoutPriority: [], unplaceable: [], extend: null, release: [['s1']], fits: false, othersFit: false, isKnown: true };
    day.now.stage = { phase: 'prioritisation', feasibility: null, vote: null };
    day.plan.ways = null;
  });
  expect(screen.queryByText(/Les issues se cherchent/)).toBeNull();
  expect(screen.queryByRole('button', { name: /^Demander à Claire/ })).toBeNull();
  await user.click(button(/Libérer.*Title of a/));
  expect(said).toEqual([{ act: 'pinSlot', slot: 's1', pinned: false }, { act: 'makePlan' }]);
  const { plan } = room.sections as Hears;
  room.sections = { ...room.sections, plan: { ...plan, slots: plan.slots.map((slot) => ({ ...slot, pinned: false })) } };
  flushSync();
  expect(screen.queryByRole('button', { name: /Libérer/ })).toBeNull();
});

test.each([
  [true, null, /La garantie tient pour les autres/],
  [false, null, /pas là où il les faut/],
  [false, [1, 25], /prolongez .* de 25 min/],
  [null, null, /s’est arrêtée sans réponse/],
] as const)('the guarantee is said to hold for the others only where it does: %s, %j', (othersFit, extend, sentence) => {
  tablet((day) => {
    planned(day);
    day.plan.infeasible = { required: 240, available: 240, missing: 0, withoutPriority: [], unplaceable: ['p2'], extend: extend && [...extend], release: [], fits: false, othersFit, isKnown: true };
    day.now.stage = { phase: 'prioritisation', feasibility: null, vote: null };
  });
  expect(screen.getByText(sentence)).toBeTruthy();
});

/** A step of a codevelopment, its clock a hundred seconds beyond zero. */
function atStep(day: Hears, index: number, part: Partial<StepView> = {}) {
  planned(day);
  day.now.position = { phase: 'treatment', at: { slot: 's1', step: index } };
  day.now.clocks.step = { startedAt: 0, endsAt: 900_000, heldMs: null };
  const step = file.steps[index]!;
  day.now.stage = {
    phase: 'treatment',
    next: null, left: [],
    step: {
      slot: 's1', caseItem: 'a', processName: process.name, steps: file.steps.map((one) => ({ step: one.id, name: one.name, minutes: 10, phones: one.phones })), index, says: step.facilitatorSays,
      speaks: step.speaks, ownerRole: process.ownerRole, groupRole: process.groupRole, ownerPhone: 'closed', groupPhone: 'closed', contract: null, window: null, reveals: null, slips: null, windowSeconds: null, offers: ['timekeeper', 'scribe', 'observer'], writers: [], asks: false, vote: null, moreTime: null, roles: [], posture: 'facilitator', offersPosture: null, split: null, goRound: null, ...part,
    },
  };
}

test('the last step of a case notes it as treated, then lets the day go on', async () => {
  const { said, user } = tablet((day) => atStep(day, 5));
  await user.click(button('Une minute de plus'));
  await user.click(button(/Terminer ce cas/));
  expect(said).toEqual([
    { act: 'setClock', from: 900_000, to: 960_000 },
    { act: 'go', from: { phase: 'treatment', at: { slot: 's1', step: 5 } }, to: { phase: 'treatment', at: null } },
    { act: 'setOutcome', slot: 's1', outcome: 'treated' },
  ]);
});

test('at zero: two minutes from here, the group asked once, or on to what comes', async () => {
  const { said, user } = tablet((day) => atStep(day, 1));
  await user.click(button(/^\+.2.min$/));
  await user.click(button('Demander au groupe'));
  await user.click(button('Passer à la suite'));
  expect(said[0]).toEqual({ act: 'setClock', from: 900_000, to: 1_120_000 });
  expect(said[1]).toMatchObject({ act: 'askMoreTime' });
  expect(said[2]).toMatchObject({ act: 'go', to: { phase: 'treatment', at: { slot: 's1', step: 2 } } });
});

test('before zero nothing is offered; two people are asked aloud', () => {
  const { room, said } = tablet((day) => {
    atStep(day, 1);
    day.now.people[2]!.checkedOut = true;
  });
  expect(screen.queryByRole('button', { name: 'Demander au groupe' })).toBeNull();
  expect(screen.getByText(/demandez à voix haute/)).toBeTruthy();
  expect(said).toEqual([]);
  const day = heard();
  atStep(day, 1);
  day.now.clocks.step = { startedAt: 0, endsAt: 1_000_001, heldMs: null };
  room.sections = day;
  flushSync();
  expect(screen.queryByText(/Le temps de l’étape est écoulé/)).toBeNull();
});

test('what the group answers is told in counts, and applied in one tap', async () => {
  const word = (fr: string) => ({ kind: 'word', text: { fr, en: fr } }) as const;
  const ballot = { epoch: 0, stage: 'closed', pk: null, electors: names, issued: names, tags: 3, sealDigest: null, closeDigest: null, agree: 3, disagree: 0, redealt: null } as const;
  const moreTime = {
    vote: 'v', kind: 'moreTime', mode: 'sealed', options: [word('Oui'), word('On avance')], dots: 1, perOption: 1, voters: 3, onlyAtClose: true, endsAt: null, closed: true, counts: [2, 1],
    ballot: { ...ballot, electors: [...names], issued: [...names] },
  } satisfies VoteView;
  const { said, user } = tablet((day) => atStep(day, 1, { moreTime }));
  expect(screen.getByText(/Oui.:.2 · On avance.:.1/)).toBeTruthy();
  expect(button(/^\+.2.min$/).className).toMatch(/act/);
  await user.click(button(/^\+.2.min$/));
  expect(said).toEqual([{ act: 'setClock', from: 900_000, to: 1_120_000 }]);
});

test('a window may be for one role, and stays for it when it is prolonged', async () => {
  const { said, user, room } = tablet((day) => atStep(day, 3, { window: { open: false, endsAt: null }, writers: ['owner', 'consultant', 'scribe'] }));
  await user.click(button('Secrétaire'));
  await user.click(button(/Ouvrir.*90.s/));
  const day = heard();
  atStep(day, 3, { window: { open: true, endsAt: 1_090_000, role: 'scribe' }, writers: ['owner', 'consultant', 'scribe'] });
  room.sections = day;
  flushSync();
  expect(screen.getByText(/Ouvert.: Secrétaire/)).toBeTruthy();
  await user.click(button(/\+.30.s/));
  expect(said).toEqual([
    { act: 'openWindow', endsAt: 1_090_000, role: 'scribe' },
    { act: 'openWindow', endsAt: 1_120_000, role: 'scribe' },
  ]);
});

const parts = [{ fr: 'Exposé', en: 'Presentation' }, { fr: 'Consultation', en: 'Consultation' }];
const split: SplitView = { fewest: 2, most: 5, parts, started: false, groups: [] };

/** A step that can be worked in sub-groups. */
function inSubGroups(groups: SplitView, roles: StepView['roles'] = []) {
  return tablet((day) => atStep(day, 1, { split: groups, roles }));
}
const sitting = (...people: string[]) => people.map((participant) => ({ participant, reserved: participant === 'Amina' }));
const drawn = { turn: null, next: null, previous: null, over: false, clock: null };

test('the circle is drawn into sub-groups, changed by hand, and sent to work', async () => {
  const { said, user, room } = inSubGroups(split);
  await user.click(button(/Tirer les sous-groupes/));
  expect(said).toMatchObject([{ act: 'drawGroups', slot: 's1' }]);
  const stage = room.sections.now!.stage as { step: StepView };
  const groups = [{ ...drawn, members: sitting('Amina', 'Bruno') }, { ...drawn, members: sitting('Claire') }];
  room.sections = { ...room.sections, now: { ...room.sections.now!, stage: { phase: 'treatment', next: null, left: [], step: { ...stage.step, split: { ...split, groups } } } } };
  const first = within(await screen.findByRole('group', { name: 'Sous-groupe 1' }));
  expect(first.getByText('avec vous')).toBeTruthy();
  expect(first.getByText('réservé')).toBeTruthy();
  await user.click(button('Déplacer Bruno dans le sous-groupe 2'));
  await user.click(button('Confier le temps à Claire'));
  await user.click(button('Au travail'));
  expect(said.slice(1)).toEqual([
    { act: 'joinGroup', slot: 's1', participant: 'Bruno', group: 1 },
    { act: 'assignRole', slot: 's1', participant: 'Claire', role: 'timekeeper', given: true },
    { act: 'startGroups', slot: 's1' },
  ]);
});

test('each sub-group at work says whose turn it is, and goes on from what was shown', async () => {
  const at = (client: string, part: number) => ({ client, part });
  const groups = [
    { members: sitting('Amina', 'Bruno'), turn: at('Amina', 1), next: at('Bruno', 0), previous: at('Amina', 0), over: false, clock: { startedAt: 0, endsAt: 1_060_000, heldMs: null } },
    { members: sitting('Claire'), turn: at('Claire', 0), next: at('Claire', 1), previous: null, over: false, clock: null },
  ];
  const { said, user } = inSubGroups({ ...split, started: true, groups }, [{ participant: 'Bruno', role: 'timekeeper' }]);
  const first = within(screen.getByRole('group', { name: 'Sous-groupe 1' }));
  expect(first.getByText('Consultation')).toBeTruthy();
  expect(first.getByText('garde le temps')).toBeTruthy();
  expect(within(screen.getByRole('group', { name: 'Sous-groupe 2' })).getByText(/Personne n’y garde le temps/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Déplacer/ })).toBeNull();
  await user.click(button('Au tour de Bruno, sous-groupe 1'));
  await user.click(button(/^Passer.*Consultation, sous-groupe 2/));
  await user.click(button('Revenir, sous-groupe 1'));
  expect(said).toEqual([
    { act: 'turnGroup', slot: 's1', group: 0, from: at('Amina', 1), to: at('Bruno', 0) },
    { act: 'turnGroup', slot: 's1', group: 1, from: at('Claire', 0), to: at('Claire', 1) },
    { act: 'turnGroup', slot: 's1', group: 0, from: at('Amina', 1), to: at('Amina', 0) },
  ]);
});

test('a step is added after the one at hand, in its own words, and only with some', async () => {
  const { said, user } = tablet((day) => atStep(day, 1));
  await user.click(button('Ajouter une étape'));
  const dialog = within(screen.getByRole('dialog'));
  const add = () => dialog.getByRole('button', { name: 'Ajouter l’étape' });
  await user.click(dialog.getByRole('radio', { name: /Autre/ }));
  expect(add()).toHaveProperty('disabled', true);
  await user.type(dialog.getByLabelText(/Son nom/), 'Un pas de côté');
  await user.click(dialog.getByRole('button', { name: 'Une minute de plus' }));
  await user.click(dialog.getByRole('button', { name: 'écriture pour soi' }));
  await user.click(add());
  expect(said).toMatchObject([{ act: 'insertStep', slot: 's1', after: 1, what: { kind: 'own', name: 'Un pas de côté' }, minutes: 6, phones: 'write' }]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a step that was added is foretold like any other', () => {
  tablet((day) => {
    atStep(day, 1);
    const { stage } = day.now;
    if (stage.phase !== 'treatment' || !stage.step) throw new Error('no step');
    stage.step.steps.splice(2, 0, { step: 'extra-1', name: { fr: 'Un pas de côté', en: 'A side step' }, minutes: 4, phones: { owner: 'closed', group: 'closed' } });
  });
  expect(screen.getByText(/Ensuite.: Un pas de côté, 4.min/)).toBeTruthy();
  expect(button(/Passer à.: Un pas de côté/)).toBeTruthy();
});

test('hands are given the floor in the order that is chosen', async () => {
  const { said, user } = tablet((day) => {
    day.now.hands = [
      { participant: 'Bruno', since: 990_000, heard: 0 },
      { participant: 'Amina', since: 980_000, heard: 2 },
    ];
    day.now.handsOrder = 'leastHeard';
  });
  expect(button('moins entendus').getAttribute('aria-pressed')).toBe('true');
  expect(screen.getByText(/a eu la parole 2 fois/)).toBeTruthy();
  await user.click(button('levées d’abord'));
  await user.click(button(/parole à Bruno/));
  await user.click(button(/Baisser.*Amina/));
  expect(said).toEqual([
    { act: 'orderHands', order: 'raised' },
    { act: 'giveFloor', participant: 'Bruno' },
    { act: 'lowerHand', participant: 'Amina' },
  ]);
});

test('the day says for how long phones have been asked for something, in whole minutes', () => {
  tablet((day) => {
    day.now.screenTime = { pastMs: 600_000, since: 1_000_000 - 110_000 };
  });
  expect(screen.getByText(/Téléphones ouverts 11.min aujourd’hui/)).toBeTruthy();
});

test('a role goes in one tap, first to who has had fewest, never to the owner', async () => {
  const { said, user } = tablet((day) => {
    atStep(day, 1, { roles: [] });
    day.now.people[1]!.roles = 2;
  });
  await user.click(button(/Donner.: Secrétaire/));
  const list = within(screen.getByRole('group', { name: /Donner.: Secrétaire/ }));
  expect(list.getAllByRole('button').map((one) => one.textContent)).toEqual(['Claire', expect.stringMatching(/^Bruno.*2.rôles/)]);
  await user.click(list.getByRole('button', { name: 'Claire' }));
  expect(said).toEqual([{ act: 'assignRole', slot: 's1', participant: 'Claire', role: 'scribe', given: true }]);
});

test('a process of the group’s own is marked as such among those of the house', async () => {
  const { conduct, user } = tablet((day) => {
    day.now.position = { phase: 'process' };
    day.now.stage = { phase: 'process' };
    day.cases.cases = [caseOf('a', 'Amina', { process: null, minutes: null })];
  });
  conduct.processes = [process, { ...process, id: 'a_nous', version: 3, own: true, name: { fr: 'À nous', en: 'Ours' } }];
  await user.click(button(/Title of a/));
  const marks = within(screen.getByRole('dialog')).getAllByRole('button').map((one) => [one.textContent?.includes('du groupe'), one.textContent] as const);
  expect(marks.filter(([marked]) => marked).map(([, said]) => said)).toEqual([expect.stringMatching(/^À nous.*du groupe · v3/)]);
});

test('a posture is named in one tap; where a step offers one, it says when', async () => {
  const { said, user } = tablet((day) => atStep(day, 1, { posture: 'facilitator', offersPosture: 'trainer' }));
  const postures = within(screen.getByRole('group', { name: 'Votre posture' }));
  expect(postures.getByText(/Si c’est vous qui apportez/)).toBeTruthy();
  expect(postures.getAllByRole('button').map((one) => one.getAttribute('aria-pressed'))).toEqual(['true', 'false', 'false']);
  await user.click(postures.getByRole('button', { name: 'formateur' }));
  expect(said).toEqual([{ act: 'namePosture', slot: 's1', step: 1, posture: 'trainer' }]);
});

test('a request that nobody can answer is kept for the facilitator to prepare, where its process may end so', async () => {
  const { conduct, said, user } = tablet((day) => atStep(day, 1));
  expect(screen.queryByRole('button', { name: 'Personne ne peut répondre' })).toBeNull();
  conduct.processes = [{ ...process, preparable: true }];
  await user.click(await screen.findByRole('button', { name: 'Personne ne peut répondre' }));
  expect(said).toEqual([{ act: 'setOutcome', slot: 's1', outcome: 'toPrepare' }]);
});

test('formats beside the others come last, under a heading of their own, and are chosen like any process', async () => {
  const { conduct, said, user } = tablet((day) => {
    day.now.position = { phase: 'process' };
    day.now.stage = { phase: 'process' };
    day.cases.cases = [caseOf('a', 'Amina', { process: null, minutes: null })];
  });
  conduct.processes = [{ ...process, id: 'bocal', secondary: true, name: { fr: 'Bocal', en: 'Fishbowl' } }, process];
  await user.click(button(/Title of a/));
  const dialog = within(screen.getByRole('dialog'));
  const heading = dialog.getByRole('heading', { name: 'Autres formats' });
  const follows = (one: HTMLElement) => Boolean(heading.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  expect([follows(dialog.getByRole('button', { name: /^Codéveloppement/ })), follows(dialog.getByRole('button', { name: /^Bocal/ }))]).toEqual([false, true]);
  await user.click(dialog.getByRole('button', { name: /^Bocal/ }));
  await user.click(dialog.getByRole('button', { name: /^Choisir Bocal/ }));
  expect(said).toEqual([{ act: 'chooseProcess', caseItem: 'a', process: 'bocal', minutes: 75 }]);
});

test('the end of the day says what goes and what stays, and takes a word or a held finger', async () => {
  const { said, user } = tablet((day) => {
    day.now.position = { phase: 'closing' };
    day.now.stage = { phase: 'closing', roti: null, turn: null, expectations: [], unsettled: 1, served: [] };
  });
  await user.click(button(/Clore la journée…/));
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByText(/1 cas n’a pas de suite/)).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: /Maintenir/ }));
  expect(said).toEqual([]);
  await user.type(dialog.getByLabelText(/effacer/), 'Effacer{Enter}');
  expect(said).toEqual([{ act: 'closeDay' }]);
});

test('a second tap on the same thing says nothing new', async () => {
  const { said, room, conduct } = tablet(() => undefined);
  room.unanswered = [{ id: '1', say: { act: 'lock', locked: true } }];
  expect(await conduct.ask({ act: 'lock', locked: true })).toBe(false);
  expect(said).toEqual([]);
});

test('a tap before the room has moved is no second move; once it has, the next one is', async () => {
  const { said, room, conduct, user } = tablet(() => undefined);
  const from = conduct.now.position;
  room.unanswered = [{ id: '1', say: { act: 'go', from, to: { phase: 'opening' } } }];
  await user.click(button(/Commencer l’inclusion/));
  expect(said).toEqual([]);
  room.unanswered = [{ id: '1', say: { act: 'go', from: { phase: 'inventory' }, to: from } }];
  await user.click(button(/Commencer l’inclusion/));
  expect(said).toEqual([{ act: 'go', from, to: { phase: 'opening' } }]);
});
