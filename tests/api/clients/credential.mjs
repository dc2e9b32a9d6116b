// Whoever is shown a credential: fetches the key that its header names, verifies the signature, prints what it says as JSON.
import { createPublicKey, verify } from "node:crypto";

const [header, payload, signature] = process.argv[2].split(".");
const read = (part) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));

const { alg, kid } = read(header);
if (alg !== "EdDSA") throw new Error(`signed by ${alg}`);
const key = createPublicKey({ key: await (await fetch(kid)).json(), format: "jwk" });
if (!verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"))) {
  throw new Error("the signature does not hold");
}
console.log(JSON.stringify(read(payload)));
