// A day of the scenarios, in the faces' words.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlockKind, CaseKind, Process } from '../src/wire/common';

const ROOT = join(import.meta.dirname, '..', '..');

/** A case somebody brings. */
export interface ScenarioCase {
  id: string;
  ownerIds: string[];
  title: string;
  summary: string;
  kind: CaseKind;
  processId: string;
  estimatedMinutes: number;
  ownerPriorityRank: 1 | 2 | null;
  urgency: 1 | 2 | 3;
  importance: 1 | 2 | 3;
  emotionalLoad: 1 | 2 | 3;
  sensitivity: 'normal' | 'high';
}

/** A day as the scenarios tell it. */
export interface Scenario {
  group: { name: string; organisation: string; facilitator: { firstName: string } };
  participants: { id: string; firstName: string }[];
  day: { blocks: { kind: BlockKind; start: string; end: string }[]; reserveMinutes: number };
  votingRule: { votesPerParticipant: number };
  cases: ScenarioCase[];
  votes: { participantId: string; allocations: Record<string, number> }[];
  tally: { caseId: string; votes: number }[];
  expected: { votesCoveredByPlan: number; referencePlan: unknown[] };
  sampleContributions: { caseId: string; byStep: { authorId: string; text: string }[] };
}

/** Reads a scenario of the repository. */
export function readScenario(name: string): Scenario {
  return JSON.parse(readFileSync(join(ROOT, 'scenarios', name), 'utf8')) as Scenario;
}

/** The processes of the catalogue. */
export function readCatalogue(): Map<string, Process> {
  const files = readdirSync(join(ROOT, 'catalogue'));
  const processes = files.map((file) => JSON.parse(readFileSync(join(ROOT, 'catalogue', file), 'utf8')) as Process);
  return new Map(processes.map((process) => [process.id, process]));
}
