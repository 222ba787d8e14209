// The SQL of the Mercurius server: named, so that `pg` prepares each once for a connection; columns as the schema names them.
const CODED = (table, columns) => `select ${columns} from ${table} where code = any($1::text[])`;

/** The first rows of a table for each of many counties: a limit inside each, walked along the index. */
const within = (table, columns) => `
  select c.code as key, r.* from unnest($1::text[]) c(code) cross join lateral (
    select ${columns} from ${table} where county_code = c.code and status = 'APPROVED'
    order by starts_on, id limit $2) r`;

export const SQL = {
  school: `select id, name, stage, address, pupils, teachers, boarders, starts_on as "startsOn", status, revision
    from education_school where id = $1`,
  schools: "select id, name from education_school where id = any($1::bigint[])",
  areas: CODED("hub_area", "code, name_zh as name"),
  district: `select code, name_zh as name from hub_area where code = $1 and level = 'DISTRICT'`,
  counties: `select distinct c.code, c.name_zh as name from hub_pairing p join hub_area c on c.code = p.supported_code
    where p.supporting_code = $1 and p.level = 'DISTRICT_COUNTY' order by c.code`,
  dispatches: `select id, subject, stage, starts_on as "startsOn", ends_on as "endsOn", sending_school as "sendingSchool",
      county_code, school_id, sending_district_code
    from education_teacher_dispatch where county_code = $1 and status = 'APPROVED' order by starts_on, id limit $2`,
  groups: `select county_code, year, count(*)::int as count, sum(allowance)::bigint as allowance
    from education_teacher_dispatch where status = 'APPROVED' group by county_code, year order by county_code, year`,
  countySchools: within("education_school", "name, stage, pupils"),
  countyDispatches: within(
    "education_teacher_dispatch", `subject, starts_on as "startsOn", sending_school as "sendingSchool", school_id`),
  countyPlacements: within(
    "education_principal_placement", `position, mode, starts_on as "startsOn", home_school_id as school_id`),
  countyConstructions: within("education_school_construction", `name, state, planned_amount as "plannedAmount"`),
  countyGrants: within("education_entrant_grant", "university, amount"),
};
