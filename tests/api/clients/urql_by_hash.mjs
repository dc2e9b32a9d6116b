// Two clients on urql that ask by hash: the first registers its document, the second need not. Prints what was sent as JSON.
import { Client, cacheExchange, fetchExchange } from "@urql/core";
import { persistedExchange } from "@urql/exchange-persisted";

const [url, authorization] = process.argv.slice(2);
const query = `query Fresh${crypto.randomUUID().replaceAll("-", "")} { position }`;

const told = [];
for (let time = 0; time < 2; time++) {
  const requests = [];
  const noted = (address, options) => {
    const text = options.body ? JSON.parse(options.body).query : new URL(address).searchParams.get("query");
    requests.push(text ? `${options.method} hash text` : `${options.method} hash`);
    return fetch(address, options);
  };
  const client = new Client({
    url,
    exchanges: [cacheExchange, persistedExchange({ preferGetForPersistedQueries: true }), fetchExchange],
    preferGetMethod: false,
    fetch: noted,
    fetchOptions: { headers: { authorization } },
  });
  const { data, error } = await client.query(query, {}).toPromise();
  if (error) throw error;
  await client.query(query, {}).toPromise(); // kept: nothing is sent
  told.push({ position: data.position, requests });
}
console.log(JSON.stringify(told));
