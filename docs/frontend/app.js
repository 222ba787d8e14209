// The first app on the hub: a person signs in, and a district's page shows, its schools twenty at a time.
import { HUB, comeBack, signIn, signOut } from "./sign-in.js";

const DISTRICTS = /* GraphQL */ `query Districts { me { name organisation { name } } districts { code name } }`;
const EDUCATION = /* GraphQL */ `query Education($code: String!, $after: String) {
  district(code: $code) {
    counties { name }
    education {
      schoolCount pupilTotal entrantGrantTotal
      schools(first: 20, after: $after) { nodes { id name county { name } pupils } pageInfo { hasNextPage endCursor } }
    }
  }
}`;
const FACTS = { schoolCount: "Schools · 学校", pupilTotal: "Pupils · 在校生",
  entrantGrantTotal: "Grants to entrants, CNY · 新生资助（元）" };
const part = (id) => document.getElementById(id);
const say = (text) => { part("message").textContent = text; };
let tokens = null, after = null; // what the hub gave, and the cursor of the last page shown

async function ask(query, variables = {}) {
  const answer = await fetch(`${HUB}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json",
      "accept-language": navigator.language, authorization: `Bearer ${tokens.access_token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  say((errors ?? []).map((e) => `${e.extensions.code}: ${e.message}`).join("\n"));
  return data ?? {};
}

function add(list, tag, text) { // text only: nothing that the hub sends is read as HTML
  list.append(Object.assign(document.createElement(tag), { textContent: text ?? "–" }));
}

async function open() {
  tokens = await comeBack();
  part("sign-in").hidden = Boolean(tokens);
  part("sign-out").hidden = !tokens;
  if (!tokens) return;
  const { me, districts = [] } = await ask(DISTRICTS);
  part("who").textContent = me ? `${me.name} (${me.organisation.name})` : "";
  part("district").replaceChildren(...districts.map((d) => new Option(d.name, d.code)));
  part("district").disabled = districts.length === 0;
  if (districts.length) await showDistrict();
}

async function showDistrict() {
  after = null;
  for (const id of ["schools", "facts"]) part(id).replaceChildren();
  const district = await showPage();
  if (!district) return;
  add(part("facts"), "dt", "Counties · 结对县");
  add(part("facts"), "dd", district.counties.map((county) => county.name).join(", "));
  for (const [name, label] of Object.entries(district.education ? FACTS : {})) {
    add(part("facts"), "dt", label);
    add(part("facts"), "dd", district.education[name]);
  }
}

async function showPage() {
  const code = part("district").value;
  const { district } = await ask(EDUCATION, { code, after });
  if (code !== part("district").value) return null; // another district was chosen meanwhile
  const page = district?.education?.schools; // null where the reader has no rule for education
  for (const school of page?.nodes ?? []) {
    const row = part("schools").appendChild(document.createElement("tr"));
    for (const text of [school.name, school.county.name, school.pupils]) add(row, "td", text);
  }
  after = page?.pageInfo.endCursor ?? null;
  part("more").hidden = !page?.pageInfo.hasNextPage;
  return district;
}

addEventListener("unhandledrejection", (event) => { event.preventDefault(); say(event.reason.message); });
part("sign-in").addEventListener("click", signIn);
part("sign-out").addEventListener("click", () => signOut(tokens));
part("district").addEventListener("change", showDistrict);
part("more").addEventListener("click", showPage);
open();
