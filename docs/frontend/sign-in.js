// Signing a person in to the hub: an authorization code with PKCE (RFC 7636), for an app that can keep no secret.
export const HUB = document.querySelector("meta[name=hub]").content || location.origin; // the hub's own address
const CLIENT = "example-app", BACK = location.origin + location.pathname; // as they are registered at the hub

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

export async function signIn() { // to the hub, with the hash of a secret that only this page knows
  const kept = { verifier: random(), state: random() };
  sessionStorage.setItem(CLIENT, JSON.stringify(kept));
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(kept.verifier));
  location.assign(`${HUB}/oauth/authorize?${new URLSearchParams({ response_type: "code", client_id: CLIENT,
    redirect_uri: BACK, scope: "openid read", state: kept.state, ui_locales: navigator.language,
    code_challenge: base64url(new Uint8Array(hash)), code_challenge_method: "S256" })}`);
}

export async function comeBack() { // from the hub, with a code, of which the secret makes tokens; null: just opened
  const said = Object.fromEntries(new URLSearchParams(location.search));
  const kept = JSON.parse(sessionStorage.getItem(CLIENT) ?? "{}");
  sessionStorage.removeItem(CLIENT);
  history.replaceState(null, "", BACK); // the code leaves the address, and so the history
  if (!said.state) return null;
  if (said.state !== kept.state || said.iss !== HUB) throw new Error("This is not the answer to what was asked.");
  if (said.error) throw new Error(said.error_description ?? said.error);
  const form = { grant_type: "authorization_code", client_id: CLIENT, code: said.code, redirect_uri: BACK,
    code_verifier: kept.verifier };
  const answer = await fetch(`${HUB}/oauth/token`, { method: "POST", body: new URLSearchParams(form) });
  const tokens = await answer.json();
  if (!answer.ok) throw new Error(tokens.error_description);
  return tokens; // for the page's memory only: gone with it, out of reach of others
}

export function signOut(tokens) {
  const query = { id_token_hint: tokens.id_token, post_logout_redirect_uri: BACK };
  location.assign(`${HUB}/oauth/logout?${new URLSearchParams(query)}`);
}
