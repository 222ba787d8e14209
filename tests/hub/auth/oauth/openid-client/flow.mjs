// Leads openid-client through every flow of a hub; each line that it prints is one that stood.
import * as jose from "jose";
import * as client from "openid-client";

const [issuer, cookie, secret, key, callback, goodbye] = process.argv.slice(2);
const overHttp = { execute: [client.allowInsecureRequests] }; // the hub of the test listens on the loopback
const stood = (what) => console.log(what);

function registered(name, proof, known) {
  return client.discovery(new URL(issuer), name, known, proof, overHttp);
}

async function signedIn(config, scope) {
  const verifier = client.randomPKCECodeVerifier();
  const [nonce, state] = [client.randomNonce(), client.randomState()];
  const challenge = await client.calculatePKCECodeChallenge(verifier);
  const asked = { redirect_uri: callback, scope, state, nonce, code_challenge: challenge, code_challenge_method: "S256" };
  const answer = await fetch(client.buildAuthorizationUrl(config, asked), {
    method: "POST",
    redirect: "manual",
    headers: { Origin: issuer, Cookie: cookie },
    body: new URLSearchParams({ decision: "allow" }),
  });
  const back = new URL(answer.headers.get("location"));
  const expected = { pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState: state, maxAge: 3600 };
  return client.authorizationCodeGrant(config, back, expected);
}

const app = await registered("app", client.None());
const tokens = await signedIn(app, "openid profile read");
stood(`code: ${tokens.claims().iss === issuer} ${tokens.scope}`);
const who = await client.fetchUserInfo(app, tokens.access_token, tokens.claims().sub);
stood(`userinfo: ${who.preferred_username}`);
const renewed = await client.refreshTokenGrant(app, tokens.refresh_token);
const uses = [1, 2, 3, 4].map(() => client.refreshTokenGrant(app, renewed.refresh_token));
const won = (await Promise.allSettled(uses)).filter((use) => use.status === "fulfilled");
stood(`refresh: ${won.length} of 4`);
await client.tokenRevocation(app, renewed.access_token);
stood("revocation");

for (const proof of [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)]) {
  const web = await registered("web", proof, secret);
  const told = await client.tokenIntrospection(web, (await signedIn(web, "openid read")).access_token);
  stood(`introspection: ${told.active} ${told.scope}`);
}

const signing = { key: await jose.importJWK(JSON.parse(key), "ES256"), kid: "robot-1" };
const robot = await registered("robot", client.PrivateKeyJwt(signing));
stood(`machine: ${(await client.clientCredentialsGrant(robot, { scope: "read" })).scope}`);

const ending = { id_token_hint: tokens.id_token, post_logout_redirect_uri: goodbye };
const left = await fetch(client.buildEndSessionUrl(app, ending), { redirect: "manual", headers: { Cookie: cookie } });
stood(`logout: ${left.status} ${left.headers.get("location")}`);
