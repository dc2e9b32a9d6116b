// A dashboard that says by its types what it relies on; where @ts-expect-error stands, a wrong use is told by the compiler.
import type {
  ChangedSubscriptionVariables, EntriesQuery, JoinMutation, JoinMutationVariables, PeopleQuery, PeopleQueryVariables,
} from "./generated.js";

type Entry = NonNullable<EntriesQuery["entries"]>["nodes"][number];

export const asked: PeopleQueryVariables = { first: 20, day: "2026-05-01" };
export const listens: ChangedSubscriptionVariables = { since: 3_000_000_000 };
// @ts-expect-error a day is written as text, not as a number
export const noDay: PeopleQueryVariables = { first: 20, day: 20260501 };
// @ts-expect-error a position is a number, not a big integer
export const noPosition: ChangedSubscriptionVariables = { since: 3n };

export const names = (told: PeopleQuery): string[] => told.people.nodes.map(({ id, name, joinedOn }) => {
  // @ts-expect-error a name may be null: it is withheld, or erased
  name.trim();
  return `${name ?? id} ${joinedOn?.slice(0, 4)}`;
});
export const share = (told: PeopleQuery): number => told.people.nodes.length / told.people.totalCount;

export const latest = (one: Entry, two: Entry): Entry => (one.position - two.position > 0 ? one : two);
export const written = ({ recordedAt, reference, commandId }: Entry): string[] =>
  [recordedAt, reference, commandId].map((text) => text.toUpperCase());
// @ts-expect-error what is stored can be anything: look at it before
export const stored = ({ event }: Entry): string => event.name;

export const placed = ({ fact }: Entry): string | null => {
  if (fact?.__typename !== "PersonJoined") return fact?.effectiveOn ?? null;
  return fact.unit?.name ?? fact.jobTitle ?? null;
};

export const join: JoinMutationVariables = {
  input: { name: "Ada", unit: "unit-1", effectiveOn: "2026-05-01" },
  commandId: "0198c0de-7e57-7000-8000-000000000000",
};
export const came = ({ joinPerson }: JoinMutation): number => {
  if (joinPerson.__typename === "Refused") throw new Error(`${joinPerson.rule}: ${joinPerson.why}`);
  return joinPerson.position;
};
