// A talent partner's client: joins somebody, asks for them, is refused, and asks as of before. Prints what it was told as JSON.
import { Client, cacheExchange, fetchExchange } from "@urql/core";

const client = new Client({
  url: process.argv[2],
  exchanges: [cacheExchange, fetchExchange],
  preferGetMethod: false,
  fetchOptions: { headers: { authorization: process.argv[3] } },
});

const answered = async (pending) => {
  const { data, error } = await pending.toPromise();
  if (error) throw error;
  return data;
};

const join = `
  mutation Join($input: JoinPersonInput!, $commandId: UUID!) {
    joinPerson(input: $input, commandId: $commandId) {
      __typename
      ... on Recorded { position subject made entries repeated readable }
      ... on Refused { rule why field }
    }
  }`;
const person = `
  query Person($id: ID!, $asOf: AsOf) {
    person(id: $id, asOf: $asOf) { id name unit asOf { position effectiveOn } }
  }`;

const commandId = crypto.randomUUID();
const input = { name: "Ada Okafor", unit: process.argv[4], effectiveOn: "2024-03-01" };
const joined = (await answered(client.mutation(join, { input, commandId }))).joinPerson;
const again = (await answered(client.mutation(join, { input, commandId }))).joinPerson;
const refused = (await answered(client.mutation(join, { input: { ...input, name: " " }, commandId: crypto.randomUUID() }))).joinPerson;
const now = (await answered(client.query(person, { id: joined.subject }))).person;
const before = (await answered(client.query(person, { id: joined.subject, asOf: { effectiveOn: "2024-02-29" } }))).person;
const wrong = await client.query(person, { id: "Ada" }).toPromise();

console.log(JSON.stringify({ joined, again, refused, now, before, wrong: wrong.error.graphQLErrors.map((e) => e.extensions.code) }));
