// A dashboard: listens by graphql-sse until it hears of who was asked for, twice, and goes on from where it was. Prints JSON.
import { createClient } from "graphql-sse";

const [url, authorization, since] = process.argv.slice(2);
const query = `subscription ($since: Int) { changed(since: $since) { position everything people } }`;
let at = Number(since);
const heard = [];
for (let time = 0; time < 2; time++) {
  const client = createClient({ url, headers: { authorization }, retryAttempts: 0 });
  for await (const { data, errors } of client.iterate({ query, variables: { since: at } })) {
    if (errors) throw new Error(JSON.stringify(errors));
    at = data.changed.position;
    heard.push(...data.changed.people);
    if (time === 0 && data.changed.people.length) console.log("moved");
    if (data.changed.people.length) break;
  }
  client.dispose();
}
console.log(JSON.stringify(heard));
