// A provider of OpenID Connect at which everybody may sign in as anybody: `node provider.mjs PORT REDIRECT`.
import { Provider } from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: "leadership",
      application_type: "native", // which alone may come back to this machine without TLS
      token_endpoint_auth_method: "none",
      redirect_uris: [redirect],
    },
  ],
  cookies: { keys: ["of no matter"] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  pkce: { required: () => true },
});
provider.listen(Number(port), "localhost", () => console.log("ready"));
