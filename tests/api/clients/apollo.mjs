// A dashboard on Apollo Client: typed entries, pages that grow, a command, two moments, documents by hash. Prints JSON.
import { createHash } from "node:crypto";
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { relayStylePagination } from "@apollo/client/utilities";

const [uri, authorization, unit, role, earlier] = process.argv.slice(2);

const sent = []; // of each request its method, and whether it brought a hash and a text
const noted = (address, options) => {
  const said = options.body ? JSON.parse(options.body) : Object.fromEntries(new URL(address).searchParams);
  const hash = JSON.stringify(said.extensions ?? "").includes("sha256Hash");
  sent.push([options.method, ...(hash ? ["hash"] : []), ...(said.query ? ["text"] : [])].join(" "));
  return fetch(address, options);
};
const clientOf = (cache = {}, ...links) =>
  new ApolloClient({
    link: ApolloLink.from([...links, new HttpLink({ uri, headers: { authorization }, fetch: noted })]),
    cache: new InMemoryCache(cache),
  });

// The schema says which types a fragment on an interface fits.
const abstract = gql`query Abstract { __schema { types { name possibleTypes { name } } } }`;
const { types } = (await clientOf().query({ query: abstract })).data.__schema;
const fits = types.filter((type) => type.possibleTypes).map((type) => [type.name, type.possibleTypes.map(({ name }) => name)]);
const dashboard = clientOf({
  possibleTypes: Object.fromEntries(fits),
  typePolicies: { Query: { fields: { people: relayStylePagination(["units", "orderBy"]) } } },
});

// Entries, by fragments on the interface and on one kind.
const entries = gql`
  query Entries { entries(last: 100, kinds: ["PersonJoined"]) { nodes { id fact { ...said } } } }
  fragment said on Fact { effectiveOn subject { id } ... on PersonJoined { name unit { id } } }`;
const joined = (await dashboard.query({ query: entries })).data.entries.nodes.map(({ fact }) => fact);

// A list that grows page by page, and what a command changes in it without asking again.
const people = gql`
  query People($units: [String!], $after: String) {
    people(first: 2, after: $after, units: $units, orderBy: NAME) {
      edges { cursor node { id name jobTitle } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;
const variables = { units: [unit] };
const list = dashboard.watchQuery({ query: people, variables });
list.subscribe(() => {});
await dashboard.query({ query: people, variables });
const page = () => dashboard.readQuery({ query: people, variables }).people;
for (let pages = 1; page().pageInfo.hasNextPage && pages < 5; pages++)
  await list.fetchMore({ variables: { after: page().pageInfo.endCursor } });
const listed = page().edges.map(({ node }) => node);

const move = gql`
  mutation Move($input: MovePersonInput!) {
    movePerson(input: $input) {
      ... on Recorded { readable changed { id ... on Person { jobTitle } } }
      ... on Refused { rule why field }
    }
  }`;
const before = sent.length;
const input = { person: listed[0].id, unit, jobTitle: "Miller", effectiveOn: "2024-02-01" };
const moved = (await dashboard.mutate({ mutation: move, variables: { input } })).data.movePerson;
const shown = page().edges.map(({ node }) => node.jobTitle);
const requests = sent.slice(before);

// What is kept, and under which names.
const owned = gql`query Owned($id: ID!) { role(id: $id) { id title inUnit { id } } }`;
await dashboard.query({ query: owned, variables: { id: role } });
const kept = Object.keys(dashboard.cache.extract()).filter((name) => /^(Person|Role|Unit):/.test(name));

// Two moments of one person beside each other.
const moments = gql`
  query Moments($id: ID!, $day: Date!) {
    then: person(id: $id, asOf: { effectiveOn: $day }) { ...told }
    now: person(id: $id) { ...told }
  }
  fragment told on Person { id jobTitle asOf { position effectiveOn } }`;
const keyFields = ["id", "asOf", ["position", "effectiveOn"]];
const apart = clientOf({ typePolicies: { Person: { keyFields } } });
const { then, now } = (await apart.query({ query: moments, variables: { id: listed[0].id, day: earlier } })).data;

// Asked by hash: registered by the first client that finds it unknown; the next has nothing to send but the hash.
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const fresh = gql`query Fresh${crypto.randomUUID().replaceAll("-", "")} { position }`;
const byHash = [];
for (let time = 0; time < 2; time++) {
  const begun = sent.length;
  const { data } = await clientOf({}, new PersistedQueryLink({ sha256, useGETForHashedQueries: true })).query({ query: fresh });
  byHash.push({ position: data.position, requests: sent.slice(begun) });
}

console.log(JSON.stringify({ joined, listed, moved, shown, requests, kept, moments: [then.jobTitle, now.jobTitle], byHash }));
process.exit(0); // Apollo's timers would keep it for a while
