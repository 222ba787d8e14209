// The first app on the hub: a token, a county, and the county's education, page by page.
const COUNTIES = /* GraphQL */ `query Counties { counties { code name city { name } } }`;
const EDUCATION = /* GraphQL */ `query Education($code: String!, $after: String) {
  county(code: $code) {
    education {
      schoolCount pupilTotal teacherDispatchCount entrantGrantTotal
      schools(first: 20, after: $after) { nodes { id name stage pupils } pageInfo { hasNextPage endCursor } }
    }
  }
}`;
const FACTS = { schoolCount: "Schools · 学校", pupilTotal: "Pupils · 在校生",
  teacherDispatchCount: "Teachers sent · 支教教师", entrantGrantTotal: "Grants to entrants, CNY · 新生资助（元）" };
const part = (id) => document.getElementById(id);
let after = null; // the cursor of the last page shown

async function ask(query, variables = {}) {
  const answer = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json",
      "accept-language": navigator.language, authorization: `Bearer ${part("token").value.trim()}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  part("message").textContent = (errors ?? []).map((e) => `${e.extensions.code}: ${e.message}`).join("\n");
  return data ?? {};
}

function cells(values) { // text only: nothing that the hub sends is read as HTML
  const row = document.createElement("tr");
  row.append(...values.map((value) => Object.assign(document.createElement("td"), { textContent: value ?? "–" })));
  return row;
}

async function listCounties() {
  const { counties = [] } = await ask(COUNTIES);
  part("county").replaceChildren(...counties.map((c) => new Option(`${c.name} (${c.city.name})`, c.code)));
  part("county").disabled = counties.length === 0;
  await showCounty();
}

async function showCounty() {
  after = null;
  part("schools").replaceChildren();
  part("facts").replaceChildren();
  part("more").hidden = true;
  if (!part("county").value) return;
  const education = await showPage();
  for (const [name, label] of Object.entries(education ? FACTS : {})) {
    part("facts").append(Object.assign(document.createElement("dt"), { textContent: label }));
    part("facts").append(Object.assign(document.createElement("dd"), { textContent: education[name] ?? "–" }));
  }
}

async function showPage() {
  const code = part("county").value;
  const education = (await ask(EDUCATION, { code, after })).county?.education;
  if (code !== part("county").value) return null; // another county was chosen meanwhile
  const page = education?.schools; // null where the reader has no rule for education
  part("schools").append(...(page?.nodes ?? []).map((s) => cells([s.name, s.stage, s.pupils])));
  after = page?.pageInfo.endCursor ?? null;
  part("more").hidden = !page?.pageInfo.hasNextPage;
  return education;
}

addEventListener("unhandledrejection", (event) => { part("message").textContent = String(event.reason); });
part("token").addEventListener("change", listCounties);
part("county").addEventListener("change", showCounty);
part("more").addEventListener("click", showPage);
