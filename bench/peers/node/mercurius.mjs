// Mercurius with graphql-jit: hand-written resolvers, a batched statement for each relation, prepared statements.
import { readFileSync } from "node:fs";
import Fastify from "fastify";
import mercurius from "mercurius";
import pg from "pg";
import { batched } from "./batches.mjs";
import { SQL } from "./statements.mjs";

// The database is named by PGHOST, PGUSER and PGDATABASE.
const [port, poolSize] = process.argv.slice(2).map(Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
const pool = new pg.Pool({ max: poolSize, idleTimeoutMillis: 0 });

const rows = async (name, values) => (await pool.query({ name, text: SQL[name], values })).rows;
const row = async (name, values) => (await rows(name, values))[0] ?? null;

const by = (name, key) => async (keys) => new Map((await rows(name, [keys])).map((found) => [found[key], found]));

/** A list of each of many counties; `first` is the same for all of them, as it stands once in the document. */
const lists = (name) => {
  const sizes = new Map();
  return (code, first) => {
    if (!sizes.has(first)) sizes.set(first, batched((codes) => grouped(name, codes, first), { nodes: [] }));
    return sizes.get(first)(code);
  };
};

async function grouped(name, codes, first) {
  const found = new Map();
  for (const each of await rows(name, [codes, first])) {
    if (!found.has(each.key)) found.set(each.key, { nodes: [] });
    found.get(each.key).nodes.push(each);
  }
  return found;
}

const LISTS = ["countySchools", "countyDispatches", "countyPlacements", "countyConstructions", "countyGrants"];

/** What one request loads by. */
const context = () => ({
  school: batched(by("schools", "id")),
  area: batched(by("areas", "code")),
  ...Object.fromEntries(LISTS.map((name) => [name, lists(name)])),
});

const list = (name) => (county, { first }, { [name]: load }) => load(county.code, first);
const areaOf = (column) => (from, _, { area }) => (from[column] === null ? null : area(from[column]));
const schoolOf = (from, _, { school }) => school(from.school_id);

const resolvers = {
  Query: {
    school: (_, { id }) => row("school", [id]),
    district: (_, { code }) => row("district", [code]),
    teacherDispatches: async (_, { county, first }) => ({ nodes: await rows("dispatches", [county, first]) }),
    teacherDispatchAggregate: () => rows("groups", []),
  },
  District: { counties: ({ code }) => rows("counties", [code]) },
  County: {
    schools: list("countySchools"),
    teacherDispatches: list("countyDispatches"),
    principalPlacements: list("countyPlacements"),
    schoolConstructions: list("countyConstructions"),
    entrantGrants: list("countyGrants"),
  },
  Dispatch: { county: areaOf("county_code"), school: schoolOf, sendingDistrict: areaOf("sending_district_code") },
  Placement: { homeSchool: schoolOf },
  DispatchGroup: { county: areaOf("county_code") },
};

const app = Fastify();
const schema = readFileSync(new URL("schema.graphql", import.meta.url), "utf8");
app.register(mercurius, { schema, resolvers, context, jit: 1, compilerOptions: { disableLeafSerialization: true } });
await app.listen({ port, host: "127.0.0.1" });
