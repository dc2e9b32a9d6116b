// A dashboard: listens by graphql-ws until it hears of who was asked for, twice, and goes on from where it was. Prints JSON.
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";

const [url, authorization, since] = process.argv.slice(2);
const query = `subscription ($since: Int) { changed(since: $since) { position everything people } }`;
let at = Number(since);
const heard = [];
for (let time = 0; time < 2; time++) {
  const client = createClient({ url, connectionParams: { authorization }, webSocketImpl: WebSocket, retryAttempts: 0 });
  for await (const { data, errors } of client.iterate({ query, variables: { since: at } })) {
    if (errors) throw new Error(JSON.stringify(errors));
    at = data.changed.position;
    heard.push(...data.changed.people);
    if (time === 0 && data.changed.people.length) console.log("moved");
    if (data.changed.people.length) break;
  }
  await client.dispose();
}
console.log(JSON.stringify(heard));
